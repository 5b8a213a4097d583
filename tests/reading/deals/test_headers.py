"""Headings of CRM exports are known, and told from those of costs."""

from __future__ import annotations

import pytest

from roi_model.reading.deals.headers import deal_roles, is_deals
from roi_model.reading.reading import read
from tests.reading.deals.plain import reading_of
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


@pytest.mark.parametrize(
    ("headings", "roles"),
    [("Nome trattativa;Fase;Importo;Data di chiusura;Ora di creazione",
      "name stage amount closed created"),
     ("Sales Stage:;Likely:;Date Created:;Expected Close Date:", "stage amount created expected"),
     ("Numéro;Étape;Montant potentiel;Créé le;Date de changement de statut",
      "id stage amount created closed"),
     ("OpportunityState;OpportunityValue;DateCreatedUTC;ForecastCloseDate",
      "status amount created expected"),
     ("Titel;Status;Bedrag (excl. btw);Aanmaaktijd;Reden van weigering",
      "name status amount created lost_reason"),
     ("Nombre de la oportunidad;Etapa;Importe (sin IVA);Hora de creación;Fecha ganado",
      "name stage amount created won_on"),
     ("Nome da oportunidade;Fase;Valor líquido;Data da criação;Previsão de fecho",
      "name stage amount created expected"),
     ("Deal Name;Stage;Sale;Added At;Last Stage Change At", "name stage amount created closed"),
     ("Opportunity-Name;Phase;Betrag;Erstelldatum;Schlusstermin",
      "name stage amount created closed"),
     ("Angebotsdatum;Entscheidung am;Auftragswert netto;Status", "created closed amount status"),
     ("1er contact;Date décision;Montant du devis HT;Statut", "created closed amount status"),
     ("Fecha primer contacto;Fecha de decisión;Valor del contrato;Estado",
      "created closed amount status"),
     ("Data primo contatto;Data della decisione;Importo offerta netto;Stato",
      "created closed amount status"),
     ("Primeiro contato;Data da decisão;Valor do contrato líquido;Situação",
      "created closed amount status"),
     ("Eerste gesprek;Beslist op;Opdrachtwaarde netto;Status", "created closed amount status"),
     ("First contact date;Decision date;Net order value;Outcome", "created closed amount status"),
     ("AQL date;Decided on;Quoted amount;Stage", "created closed amount stage"),
     ("MQL date;Date entered stage;Order value;Stage", "created closed amount stage"),
     ("Verkaufschance;Phase;Betrag netto;Erstellungszeitpunkt;Gewonnen um",
      "name stage amount created won_on")],
)  # fmt: skip
def test_headings_of_seven_languages(headings: str, roles: str) -> None:
    for heading, role in zip(headings.split(";"), roles.split(), strict=True):
        assert role in deal_roles(heading), heading


def test_amounts_with_vat_are_not_taken_where_those_without_stand_beside() -> None:
    reading = reading_of(
        "Titel,Status,Bedrag (incl. btw),Bedrag (excl. btw),Aangemaakt op,Gesloten op\n"
        "A,Aanvaard,121.00,100.00,2024-01-20,2024-02-20\n"
        "B,Geweigerd,24.20,20.00,2024-01-20,2024-02-21\n"
    )
    found = reading.to_json()["deals"]
    assert (found["won"], found["lost"], found["won_amount"]) == (1, 1, 100.0)


def test_bills_with_a_due_date_are_no_deals() -> None:
    assert not is_deals(["Créé le", "Date d'échéance", "Responsable", "Montant"])
    assert not is_deals(["Date added", "Actual end date", "Owner", "Source", "Cost"])
    assert not is_deals(["Created", "Status changed on", "Owner", "Amount"])
