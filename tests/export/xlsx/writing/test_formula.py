"""What is no formula is refused while it is written."""

from __future__ import annotations

import pytest

from tests.export.xlsx.writing.evaluated import value_of


def test_what_is_not_known_is_refused_while_writing() -> None:
    for formula in (
        "VLOOKUP(1,A1:B2,2)",
        "1+",
        "(1",
        "1 § 2",
        "SUMIF(A1:A2,1,B1:B2)",
        "MAX(A1:B1):B1",
    ):
        with pytest.raises((KeyError, SyntaxError, IndexError)):
            value_of(formula)
