"""Deals under titles that say their state are won, lost or open as these say."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading.workbooks import xlsx

SECTIONS = (
    "Client;Affaire;Montant HT;Contact pris le\n{open};;;\nFaure;Site;17400;22/03/2025\n"
    "Perrin;Audit;4500;18/06/2025\nSous-total;;21900;\n{won};;;\nLac;Formation;1500;15/02/2025\n"
    "Sous-total;;1500;\n{lost};;;\nGiraud;Formation;3500;20/09/2025\nSous-total;;3500;\n"
)


@pytest.mark.parametrize(
    "titles",
    [("AFFAIRES EN COURS", "AFFAIRES GAGNÉES", "AFFAIRES PERDUES"),
     ("Open deals", "Won deals:", "Lost deals")],
)  # fmt: skip
def test_titles_over_deals_say_their_state(titles: tuple[str, str, str]) -> None:
    text = SECTIONS.format(**dict(zip(("open", "won", "lost"), titles, strict=True)))
    reading = read(text.encode(), name="suivi.csv")
    assert (reading.kind, reading.blocked) == ("deals", False)
    deals = reading.deals
    assert deals is not None and len(deals) == 4
    assert deals["amount"][deals["state"] == "won"].tolist() == [1500]
    assert deals["amount"][deals["state"] == "open"].sum() == 21900


def test_titles_over_costs_make_no_deals() -> None:
    titles = {"open": "EN COURS", "won": "PAYÉES", "lost": "EN RETARD"}
    text = SECTIONS.format(**titles).replace("Client", "Fournisseur")
    assert read(text.encode(), name="frais.csv").kind == "costs"


FRENCH = [
    ["Suivi 2025"], [], ["GAGNÉES"], ["Client", "Montant HT", "Créé le", "Signé le"],
    ["A", 1000, "2025-01-05", "2025-02-01"], ["B", "2,5k", "2025-01-06", "2025-02-03"],
    ["Total", 3500], [], ["EN COURS / À RELANCER"],
    ["Client", "Montant HT", "Créé le", "Prévu le"], ["C", 700, "2025-03-05", "2025-12-01"],
    ["Total", 700], [], ["PERDUES"], ["Client", "Montant HT", "Créé le", "Dit non le"],
    ["D", 300, "2025-03-05", "2025-04-01"], [], ["NB : tout est HT"],
]  # fmt: skip
ENGLISH = [
    ["Won 🎉"], ["Client", "What", "Fee", "First call", "Signed"],
    ["A", "Audit", "£1,000", "2025-01-05", "2025-02-01"],
    ["B", "Audit", "£2.5k", "2025-01-06", "2025-02-03"], ["", "Total", "£3,500"], [],
    ["LIVE / STILL TALKING"], ["Client", "First call", "Fee", "Next step"],
    ["C", "2025-03-05", "tbc", "call"], [], ["Lost"], ["Client", "Reason", "Fee", "First call"],
    ["D", "price", "£300", "2025-03-05"],
]  # fmt: skip
HEADED = [
    ["Won"], ["Deal name", "Owner", "Create date", "Close date", "Amount"],
    ["A", "x", "2025-01-05", "2025-02-01", "1000"], ["B", "x", "2025-01-06", "2025-02-03", "2500"],
    [], ["Open"], ["Deal name", "Owner", "Create date", "Expected close date", "Amount"],
    ["C", "x", "2025-03-05", "2025-12-01", "700"], [], ["Lost"],
    ["Deal name", "Owner", "Create date", "Close date", "Amount"],
    ["D", "x", "2025-03-05", "2025-04-01", "300"],
]  # fmt: skip


SUMMED = [[*row, "", "3 500,00 €"] if len(row) == 1 else row for row in FRENCH[:-1]]


@pytest.mark.parametrize("rows", [FRENCH, ENGLISH, HEADED, SUMMED])
def test_blocks_with_headers_of_their_own_are_one_list(rows: list[list[object]]) -> None:
    text = "\n".join(",".join(map(str, row)) for row in rows) if rows is HEADED else None
    for content in [xlsx({"S": rows}), *([text.encode()] if text else [])]:
        found = read(content, name="suivi")
        assert (found.kind, found.usable) == ("deals", True), found.questions
        deals = found.to_json()["deals"]
        assert [deals[one] for one in ("won", "lost", "open", "won_amount")] == [2, 1, 1, 3500]
        assert found.deals is not None and found.deals["created"].notna().all()


def test_a_title_that_says_no_state_is_asked() -> None:
    rows = [row if row != ["Lost"] else ["Gone fishing"] for row in HEADED]
    (question,) = (one for one in read(xlsx({"S": rows})).questions if one.blocking)
    assert question.id == "stage:Stage" and question.values["counts"] == {"Gone fishing": 1}
