"""Every kind of file has its row, its words in both languages, and files that are read as it."""

from __future__ import annotations

from pathlib import Path

import pytest

from roi_model.__main__ import main
from roi_model.reading.formats import FORMATS, KINDS, Format, find_format, known_headings, named
from roi_model.reading.reading import read
from roi_model.reading.tables.table import read_table
from roi_model.reading.text.dialect import find_dialect
from roi_model.reading.text.text import Text

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"


@pytest.mark.parametrize("kind", FORMATS, ids=KINDS)
def test_every_kind_has_its_words_in_both_languages(kind: Format) -> None:
    assert kind.fr.takes != kind.en.takes
    for words in (kind.words("fr"), kind.words("en")):
        assert words.called and words.takes.startswith("**") and words.takes.endswith(".")
        assert len(words.samples) == len(kind.samples)
    assert "'" not in kind.fr.called + kind.fr.takes + "".join(kind.fr.samples)


@pytest.mark.parametrize("kind", FORMATS, ids=KINDS)
def test_every_kind_is_offered_with_a_sample_or_says_why_not(kind: Format) -> None:
    assert bool(kind.samples) != bool(kind.no_sample)
    for sample in kind.samples:
        assert read((SAMPLES / sample).read_bytes(), name=sample).kind == kind.name


HEADERS = (
    ("costs", "Date;Libellé;Montant"),
    ("costs", "Poste;janv. 2024;févr. 2024"),
    ("costs", "Compte;Date;Libellé;Débit;Crédit;Solde"),  # a ledger has a balance too
    ("fec", "JournalCode;JournalLib;EcritureNum;EcritureDate;CompteNum;CompteLib;CompAuxNum;"
            "CompAuxLib;PieceRef;PieceDate;EcritureLib;Debit;Credit"),
    ("ledger", "txnidx;date;code;description;account;amount;total"),
    ("ledger", "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;Konto;"
               "Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum"),
    ("ledger", "Nominal Code;Nominal Name;Date;Details;Debit;Credit"),
    ("deals", "Deal Name;Stage;Close Date;Amount"),
    ("bank", "Date;Libellé;Débit;Crédit;Solde"),
    ("leads", "Record ID;First Name;Last Name;Email;Lead Status;Create Date;Original Source"),
    ("leads", "Prospect;Entreprise;Statut;Date d’ajout;Source"),
    ("calls", "Date de l’appel;Numéro;Durée;Résultat"),
    ("calls", "Activity date;Call outcome;Call direction"),
    ("customers", "Client;Client depuis;Montant"),
    ("customers", "Customer;Start date;End date;Amount"),
    ("costs", "Fournisseur;Date de début;Date de fin;Montant"),  # not somebody's customers
    ("costs", "Client;Date;Montant"),  # an invoice has a client, too
)  # fmt: skip


@pytest.mark.parametrize(("kind", "header"), HEADERS)
def test_the_header_says_the_kind(kind: str, header: str) -> None:
    text = Text.of(f"A title\n{header}\n".encode())
    dialect = find_dialect(text.first, known_headings)
    assert dialect.header_row == 2
    table = read_table(text, dialect)
    assert find_format(table).name == kind
    # One kind at most claims a header: their order decides nothing.
    assert [one.name for one in FORMATS if one.identify(table)] == [kind] * (kind != "costs")


def test_every_kind_is_told_by_some_header() -> None:
    told = {one.name for one in FORMATS if not one.within}
    assert {kind for kind, _ in HEADERS} == told


PAYROLL = """Mois;Salarié;Libellé;Salaire brut;Charges patronales;Net à payer
01/2026;A. Petit;Marketing;3000;1260;2340
01/2026;B. Roux;Prime commerciale;2500;1050;1950
01/2026;B. Roux;Commission sur ventes;500;210;390
"""
ADS = """Month,Campaign,Amount spent,Clicks
2026-01,Trade fair Lyon,820.50,310
2026-01,Salesforce users,120.10,41
"""


@pytest.mark.parametrize(
    ("kind", "content", "as_costs", "as_said"),
    [
        ("payroll", PAYROLL, None, {"salaries": 4_260.0, "commissions": 4_260.0}),
        ("ads", ADS, {"other": 820.5, "tools": 120.1}, {"advertising": 940.6}),
    ],
)
def test_payroll_and_ad_spend_are_said_and_of_one_category(
    kind: str, content: str, as_costs: dict[str, float] | None, as_said: dict[str, float]
) -> None:
    guessed, said = read(content.encode()), read(content.encode(), kind=kind)
    assert (guessed.kind, said.kind, said.questions) == ("costs", kind, ())
    assert guessed.total() == said.total()
    assert said.total("category") == pytest.approx(as_said)
    if as_costs is not None:
        assert guessed.total("category") == pytest.approx(as_costs)
    mine = [{"contains": "trade fair", "category": "travel"}]
    own = read(content.encode(), kind=kind, answers={"rules": mine}).total("category")
    assert own.get("travel", 0) == (820.5 if kind == "ads" else 0)


def test_an_unknown_kind_is_refused_by_its_name() -> None:
    with pytest.raises(ValueError, match=f"kind: 'invoices'; allowed: {', '.join(KINDS)}"):
        named("invoices")


def test_the_command_line_names_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["read", "--help"])
    assert ended.value.code == 0
    assert f"one of {', '.join(KINDS)}" in " ".join(capsys.readouterr().out.split())
