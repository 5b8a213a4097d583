"""Totals and headers of groups are no deals."""

from __future__ import annotations

from roi_model.reading.reading import read
from tests.reading.deals.plain import reading_of
from tests.reading.variants import SAMPLES


def test_footers_totals_and_headers_of_groups_are_listed() -> None:
    salesforce = read((SAMPLES / "deals_salesforce_en.csv").read_bytes())
    assert salesforce.rejected["reason"].tolist() == ["total_line", "blank", "footer", "footer"]
    monday = read((SAMPLES / "deals_monday.csv").read_bytes())
    assert monday.rejected["reason"].value_counts().to_dict() == {
        "above_table": 3, "total_line": 2, "blank": 1, "footer": 1, "repeated_header": 1,
    }  # fmt: skip


def test_a_report_grouped_by_stage_gives_every_deal_its_group_and_counts_no_subtotal() -> None:
    reading = reading_of(
        "Stage,Opportunity Name,Amount,Close Date,Created Date,Lead Source\n"
        'Closed Won,A,"EUR 1,000.00",3/5/2024,1/15/2024,Web\n'
        ',B,"EUR 2,000.00",3/16/2024,1/16/2024,Web\nSubtotal,Count: 2,"EUR 3,000.00",,,\n'
        'Closed Lost,C,"EUR 500.00",3/17/2024,1/17/2024,\n'
        'Subtotal,Count: 1,"EUR 500.00",,,\nTotal,Count: 3,"EUR 3,500.00",,,\n'
    )
    assert not reading.blocked
    assert reading.deals is not None
    assert reading.deals["state"].tolist() == ["won", "won", "lost"]
    assert reading.deals["source"].tolist() == ["Web", "Web", ""]
    assert reading.rejected["reason"].tolist() == ["total_line"] * 3
    (note,) = [n for n in reading.notes if n.code == "groups_named"]
    assert note.values == {"column": "Stage", "count": 1}


def test_a_total_that_repeats_the_stage_is_no_deal_but_a_customer_named_so_is() -> None:
    head = "Affaire;Étape;Créée le;Date de clôture;Montant\n"
    rows = "A;Gagné;15/01/2024;25/03/2024;1500,50\n"
    for total in ("Total;Gagné;;;1500,50\n", "Sous-total;Gagné;;;1500,50\n", "B;Total;;;1,50\n"):
        reading = reading_of(head + rows + total)
        assert reading.to_json()["deals"]["won_amount"] == 1500.5, total
        assert reading.rejected["reason"].tolist() == ["total_line"]
    named = reading_of(head + rows + "Total Energies;Gagné;;;10,50\nTotal;Gagné;;15/03/2024;1,50\n")
    assert named.to_json()["deals"]["won"] == 3
