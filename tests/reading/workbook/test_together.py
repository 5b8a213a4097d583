"""Remarks on sheets that are read as one table are true of the whole, or name their sheets."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.workbooks import xlsx

HEAD = ["Affaire", "Date création", "Date clôture", "Montant"]
ROWS = {
    "En cours": [["A", "2026-01-05", 100], ["B", "2026-02-05", 200]],
    "Gagnées": [["C", "2026-01-06", "2026-03-01", 300], ["D", "2026-01-07", "2026-03-02", 50]],
    "Perdues": [["E", "2026-01-08", "2026-03-03", 70]],
}  # fmt: skip
OPEN = ["Affaire", "Date création", "Montant"]


def of(**sheets: list[list[object]]) -> Reading:
    return read(xlsx(sheets), name="affaires.xlsx")


def told(reading: Reading, code: str) -> list[dict[str, object]]:
    return [dict(note.values) for note in reading.notes if note.code == code]


def test_what_is_true_of_one_sheet_is_not_said_of_all() -> None:
    found = of(**{"En cours": [OPEN, *ROWS["En cours"]]}, Gagnées=[HEAD, *ROWS["Gagnées"]],
               Perdues=[HEAD, *ROWS["Perdues"]])  # fmt: skip
    assert found.usable
    deals = found.to_json()["deals"]
    assert (deals["won"], deals["lost"], deals["open"]) == (2, 1, 2)
    # One is lost, and those that are open have no end to lack.
    for code in ("no_lost_deals", "no_closed_dates", "no_closed_dates_on"):
        assert told(found, code) == []


def test_that_none_is_lost_counts_all_sheets() -> None:
    found = of(**{"En cours": [OPEN, *ROWS["En cours"]]}, Gagnées=[HEAD, *ROWS["Gagnées"]])
    assert told(found, "no_lost_deals") == [{"won": 2, "open": 2}]


def test_a_sheet_that_lacks_the_ends_of_its_deals_is_named() -> None:
    lost = [[name, day, amount] for name, day, _, amount in ROWS["Perdues"]]
    found = of(Gagnées=[HEAD, *ROWS["Gagnées"]], Perdues=[OPEN, *lost])
    assert told(found, "no_closed_dates") == []
    assert told(found, "no_closed_dates_on") == [{"sheets": "Perdues"}]
    both = of(Gagnées=[OPEN, ["C", "2026-01-06", 300]], Perdues=[OPEN, *lost])
    assert (told(both, "no_closed_dates"), told(both, "no_closed_dates_on")) == ([{}], [])


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    ("column", "code"), [(1, "no_created_dates_on"), (3, "no_deal_amounts_on")]
)
def test_other_columns_too(column: int, code: str, lang: str) -> None:
    without = [[cell for i, cell in enumerate(row) if i != column]
               for row in (HEAD, *ROWS["Gagnées"])]  # fmt: skip
    found = of(Gagnées=without, Perdues=[HEAD, *ROWS["Perdues"]])
    (note,) = [note for note in found.notes if note.code == code]
    assert note.values == {"sheets": "Gagnées"} and "Gagnées" in note.sentence(lang)


def test_alike_remarks_are_said_once_with_what_they_count_added_up() -> None:
    months = {
        name: [["Date", "Libellé", "Montant TTC"], [f"2026-{n:02d}-05", "Ads", "1,2 k€"],
               [f"2026-{n:02d}-06", "CRM", "0,5 k€"]]
        for n, name in ((1, "Janvier"), (2, "Février"), (3, "Mars"))
    }  # fmt: skip
    found = read(xlsx(months), name="couts.xlsx")
    assert found.total() == 3 * 1700
    assert told(found, "converted_suffix") == [{"count": 6}]
    assert told(found, "gross_amounts") == [{"column": "Montant TTC"}]
