"""Functions of formulas, where spreadsheets have their own ideas."""

from __future__ import annotations

from typing import Any

import pytest

from tests.export.xlsx.writing.evaluated import value_of


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("1+2*3^2", 19.0),
        ("-2^2", 4.0),
        ("2^3^2", 64.0),
        ("6/3/2", 1.0),
        ("1-2-3", -4.0),
        ("(1+0.1)^(-2)", 1.1**-2),
        ("1E-9*1E9", 1.0),
        ('"a ""b"""&1.5', 'a "b"1.5'),
        ('IF(1>2,1/0,"no")', "no"),
        ("1/0", "#NUM!"),
        ("0^0", "#NUM!"),
        ('IFERROR(MATCH(3,A1:C1,0),"–")', "–"),
        ("MATCH(2,A1:C1,0)", 2.0),
        ("INDEX(A1:C1,1,2)", 2.0),
        ("SUM(A1:E1)", 3.0),  # a text and an empty cell do not count
        ("COUNT(A1:E1)", 2.0),
        ("MAX(A1:E1)", 2.0),
        ('IF(D1="",7,D1)', 7.0),
        ("ISBLANK(D1)", True),
        ("D1+1", 1.0),
        ("SUMPRODUCT((A2:C2>1)*A2:C2,A2:C2)", 13.0),
        ("SUMPRODUCT(--(A2:C2<3))", 2.0),
        ("FIXED(1234.56,1)", "1,234.6"),
        ("ROUND(2.5,0)+ROUND(-2.5,0)+ROUND(1234,-2)", 1200.0),
        ("AND(1>0,OR(FALSE,2>1))", True),
        ("MOD(13,12)", 1.0),
        ("COLUMNS($A1:C1)-1", 2.0),
        ("MATCH(2.5,A2:C2,1)", 2.0),
        ('IFERROR(MATCH(0.5,A2:C2,1),"–")', "–"),
        ("SUMPRODUCT(B2:C2,INDEX(A2:C2,1,2):C2)", 13.0),
        ("EDATE(45000,-1)", 44958.0),  # from a day of March 2023 to the first of February
        ("MONTH(45000)", 3.0),
        ("ROUND(IRR(A3:C3,0.1),9)", 0.130662386),
    ],
)
def test_a_formula_comes_to(formula: str, wanted: Any) -> None:
    cells = {(0, 0): 1.0, (0, 1): 2.0, (0, 2): "text", (1, 0): 1.0, (1, 1): 2.0, (1, 2): 3.0}
    cells |= {(2, 0): -100.0, (2, 1): 60.0, (2, 2): 60.0}
    assert value_of(formula, cells) == wanted
