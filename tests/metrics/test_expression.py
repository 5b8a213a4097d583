"""A formula is written with the brackets it needs, and no others."""

from __future__ import annotations

import pytest

from roi_model.metrics.expression import SYMBOLS, Counted, Expression, Least, Ratio, Writer


class Plain(Writer):
    def term(self, name: str) -> str:
        return name


A, B, C = SYMBOLS.a, SYMBOLS.b, SYMBOLS.c


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        (A - (B - C), "a − (b − c)"),
        (A - B - C, "a − b − c"),
        (A + (B + C), "a + b + c"),  # the same either way
        ((A + B) / C, "(a + b) ÷ c"),
        (A / (B / C), "a ÷ (b ÷ c)"),
        ((A / B) ** (12 / C), "(a ÷ b)^(12 ÷ c)"),
        (1 + A, "1 + a"),
        (Ratio(A - B, C, "none") - 1, "(a − b) ÷ c − 1"),
        (Counted(A) / Least(1, B), "a ÷ min(1, b)"),
    ],
)
def test_brackets_where_a_sign_binds_less(formula: Expression, written: str) -> None:
    assert Plain().write(formula) == written
