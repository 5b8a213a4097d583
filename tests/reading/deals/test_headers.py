"""Headings of CRM exports are known, and told from those of costs."""

from __future__ import annotations

import pytest

from roi_model.reading.deals.headers import deal_roles, is_deals
from roi_model.reading.reading import read
from tests.reading.variants import COSTS, SAMPLES, SHAPES


def test_costs_are_not_taken_for_deals() -> None:
    for header in (["Date", "Libellé", "Montant HT"], ["Date", "Category", "Description", "Cost"],
                   ["Started Date", "Completed Date", "Description", "Amount", "State", "Balance"],
                   ["Date", "Statut", "Nom", "Montant"], ["Date", "Phase", "Montant"],
                   ["Invoice date", "Status", "Supplier", "Total"],
                   ["Nom", "Statut", "Date de création", "Date de fin", "Montant HT"],
                   ["Fournisseur", "Étape", "Date de création", "Date de clôture", "Montant"],
                   ["Projet", "Statut", "Date de début", "Date de fin", "Montant"]):  # fmt: skip
        assert not is_deals(header), header
    assert len(COSTS) == 10
    for name in SHAPES:
        assert read((SAMPLES / name).read_bytes()).kind == "costs"


@pytest.mark.parametrize(
    ("heading", "role"),
    [("Date clôture", "closed"), ("CloseDate", "closed"), ("date_won", "won_on"),
     ("Phase de transaction", "stage"), ("StageName", "stage"), ("Montant (k€)", "amount"),
     ("Amount in EUR", "amount"), ("Date du devis", "created"), ("Fecha de alta", "created"),
     ("Est. Close Date", "expected"), ("Created (UTC)", "created"), ("Amount (weighted)", None),
     ("Close Date (expected)", "expected"), ("Montant (TTC)", None), ("Contact name", None)],
)  # fmt: skip
def test_headings_are_known_however_they_are_dressed(heading: str, role: str | None) -> None:
    roles = deal_roles(heading)
    assert role in roles if role else not roles
