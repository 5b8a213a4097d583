"""Blocks of lines under titles of their months."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of as text_reading
from tests.reading.tables.books import reading_of

HEAD = ["Matricule", "Nom", "Salaire brut", "Net à payer", "Cotis. patronales",
        "Coût total employeur"]  # fmt: skip
TITLES = [("Période du 01/01/2026 au 31/01/2026", "Période du 01/02/2026 au 28/02/2026"),
          ("Janvier 2026", "Février 2026"), ("Mois de 01/2026", "Mois de 02/2026")]  # fmt: skip


@pytest.mark.parametrize("titles", TITLES)
@pytest.mark.parametrize("repeated", [True, False])
def test_a_payroll_in_blocks_is_what_the_employer_pays_by_month(
    titles: tuple[str, str], repeated: bool
) -> None:
    first, second = titles
    head = [HEAD] if repeated else []
    rows = [["JOURNAL DE PAIE"], []]
    if not repeated:
        rows = [*rows, HEAD]
    rows += [[first], *head, ["012", "A", 4000, 3000, 1500.25, 5500.25],
             ["015", "B", 2000, 1500, 700, 2700],
             ["", "Total période", 6000, 4500, 2200.25, 8200.25],
             [], [second], *head, ["012", "A", 4000, 3000, 1500, 5500],
             ["", "Total période", 4000, 3000, 1500, 5500], [],
             ["", "Cumul général", 10000, 7500, 3700.25, 13700.25]]  # fmt: skip
    reading = reading_of(*rows)
    assert reading.total("month") == {"2026-01": 8200.25, "2026-02": 5500}


BLOCK = ("Last Name,Job,Amount,Employee Taxes,Employer Taxes,Net Pay,Employer Cost\n"
         "Zorg,SDR,2000,400,150,1600,2150\n,Totals,2000,,,,\n"
         "Payroll Totals,,2000,400,150,1600,2150\n\n")  # fmt: skip


@pytest.mark.parametrize("heading", ["Pay day", "Check date", "Date de paie"])
def test_blocks_whose_day_stands_beside_its_heading(heading: str) -> None:
    text = "Payroll Journal Report\n\n" + "".join(
        f"Payroll period,{period}\n{heading},{day}\n{BLOCK}"
        for period, day in (("03/02/2026 - 03/15/2026", "03/20/2026"),
                            ("03/16/2026 - 03/29/2026", "04/03/2026"),
                            ("03/30/2026 - 04/12/2026", "04/17/2026"))
    )  # fmt: skip
    assert text_reading(text).total("month") == {"2026-03": 2150, "2026-04": 4300}


def test_lines_that_lack_all_but_their_day_are_no_titles() -> None:
    text = ("Wann,Who,Amount\n2026-01-15,Uber,\n2026-02-15,Uber,\n2026-02-16,CRM,5\n"
            "2026-03-17,CRM,7\n")  # fmt: skip
    assert text_reading(text).total("month") == {"2026-02": 5, "2026-03": 7}
