"""What may be moved between one's own accounts: asked about at once, whatever the file."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from roi_model.reading.movements.perhaps_own import perhaps_own
from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.read_again import reading_of
from tests.reading.test_promises import kept

PERHAPS = ["*MOBI SAVINGS", "VIREMENT AU PROPRE COMPTE E-DEPOSITO",
           "30963447712908 RESERVE", "Report de compte", "Épargne entreprise",
           "VIR PLACEMENT", "SPARKONTO 12", "Rücklagen Steuer", "ÜBERWEISUNG INTERN",
           "TRASPASO RESERVA", "AHORRO EMPRESA", "Accantonamento risparmio", "Giro conto 12",
           "TRANSFERENCIA P/ POUPANCA", "Spaarpot", "Oszczędności", "Wymiana walut", "Spoření",
           "Opsparing", "Sparande", "Buffertkonto", "Sparing", "Säästöön", "Rainy day pot",
           "Exchange to CHF", "To Wallet"]  # fmt: skip
NOT = ["EPARGNE SALARIALE NATIXIS", "PLAN D'ÉPARGNE ENTREPRISE", "CAISSE D'EPARGNE ECHEANCE PRET",
       "Pension savings scheme", "INTERETS LIVRET", "Microsoft Exchange Online", "Sparkasse Miete",
       "Savings account fee", "CB POT DE FLEURS", "Reservation Ibis", "Formation interne",
       "Exchange rate 1.08 Zed", "PEE 2026", "Cassa di Risparmio canone"]  # fmt: skip


@pytest.mark.parametrize("label", PERHAPS)
def test_a_word_hints_at_an_account_of_ones_own(label: str) -> None:
    labels = pa.array(["Zed", label])
    assert perhaps_own([labels], labels, np.array([5, 9]), 0, np.zeros(2, bool)).tolist() == [
        False, True
    ]  # fmt: skip


@pytest.mark.parametrize("label", NOT)
def test_a_payment_that_has_such_a_word_is_none(label: str) -> None:
    labels = pa.array([label])
    assert not perhaps_own([labels], labels, np.array([9]), 0, np.zeros(1, bool)).any()


def _given(reading: Reading) -> dict[str, object]:
    (question,) = [one for one in reading.questions if one.blocking]
    assert question.about == "own_accounts"
    return {one.answer: one.gives["all"] for one in question.candidates}


ROWS = "2026-03-02;PRLV ZED;;-90,00;{}\n2026-03-05;VIR CLIENT X;;4000,00;{}\n"
TABLES = {
    "the label": "Date;Libellé;Note;Montant;Solde\n2026-03-01;*MOBI SAVINGS;;-2000,00;1\n" + ROWS,
    "another column": "Date;Libellé;Note;Montant;Solde\n"
                      "2026-03-01;Route 12;Compte d'épargne entreprise;-2000,00;1\n" + ROWS,
    "a type": "Date;Libellé;Type;Montant;Solde\n2026-03-01;00012;TFR;-2000,00;1\n" + ROWS,
    "both ways": "Date;Libellé;Note;Montant;Solde\n2026-03-01;VIR Mercury;;-2000,00;1\n"
                 "2026-03-04;VIR Mercury;;1000,00;1\n" + ROWS,
    "an expense report": "Date;Merchant;Category;Amount;Balance\n2026-03-01;To Wallet;;-2000,00;1\n"
                         + ROWS,
}  # fmt: skip


@pytest.mark.parametrize("where", TABLES)
def test_of_a_table_it_is_asked_and_kept(where: str) -> None:
    text = TABLES[where]
    assert _given(reading_of(text)) == {"yes": 90, "no": 2090}
    assert kept(text.encode(), "costs.csv") == 2
    (question,) = [one for one in reading_of(text).questions if one.blocking]
    after = reading_of(text, answers={question.id: "yes"})
    assert "own_transfer" in set(after.rejected["reason"])
    assert any(note.code == "own_transfers" for note in after.notes)


def test_the_question_names_the_lines_with_their_sums() -> None:
    (question,) = [one for one in reading_of(TABLES["both ways"]).questions if one.blocking]
    assert question.id == "own_accounts:vir mercury"
    assert "VIR Mercury (2,000.00; +1,000.00)" in question.sentence("en")
    assert "VIR Mercury (2\u202f000,00\u00a0; +1\u202f000,00)".replace("\u00a0;", ";") in (
        question.sentence("fr")
    )
    assert "propres comptes" in question.sentence("fr")


def test_what_one_who_was_paid_gives_back_is_a_refund_and_asked_of_nobody() -> None:
    text = TABLES["both ways"].replace("1000,00", "2000,00")
    assert reading_of(text).total() == 90


def test_an_answer_goes_for_the_same_accounts_in_the_next_month() -> None:
    answers = {"own_accounts:reserve": "yes"}
    for number in ("30963447712908", "11963447712900"):
        text = TABLES["the label"].replace("*MOBI SAVINGS", f"{number} RESERVE")
        assert reading_of(text, answers=answers).total() == 90
    other = TABLES["the label"].replace("*MOBI SAVINGS", "Spaarpot")
    assert reading_of(other, answers=answers).blocked


OFX = ("<OFX><STMTTRN><DTPOSTED>20260301<TRNAMT>-2000.00<NAME>{}</STMTTRN>"
       "<STMTTRN><DTPOSTED>20260302<TRNAMT>-90.00<NAME>Zed</STMTTRN></OFX>")  # fmt: skip
QIF = "!Type:Bank\nD03/21/2026\nT-2,000.00\nP{}\n^\nD03/22/2026\nT-90.00\nPZed\n^\n"
MT940 = (":20:1\n:25:DE12/1\n:28C:1/1\n:60F:C260301EUR5000,00\n:61:2603010301D2000,00NTRFX\n"
         ":86:{}\n:61:2603020302D90,00NTRFX\n:86:Zed\n:62F:C260302EUR2910,00\n-\n")  # fmt: skip
CAMT = ('<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">'
        "<BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><Othr><Id>1</Id></Othr></Id><Ccy>EUR</Ccy></Acct>"
        '<Ntry><Amt Ccy="EUR">2000.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>'
        "<BookgDt><Dt>2026-03-01</Dt></BookgDt><AddtlNtryInf>{}</AddtlNtryInf></Ntry>"
        '<Ntry><Amt Ccy="EUR">90.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>'
        "<BookgDt><Dt>2026-03-02</Dt></BookgDt><AddtlNtryInf>Zed</AddtlNtryInf></Ntry>"
        "</Stmt></BkToCstmrStmt></Document>")  # fmt: skip
FORMATS = {"a.ofx": OFX, "a.qif": QIF, "a.sta": MT940, "a.xml": CAMT}


@pytest.mark.each_once
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("label", ["MOBI SAVINGS", "Rücklage", "Oszczednosci"])
def test_it_is_asked_in_every_format_of_statements(name: str, label: str) -> None:
    content = FORMATS[name].format(label).encode()
    assert _given(read(content, name=name)) == {"yes": 90, "no": 2090}
    assert kept(content, name) == 2
    assert read(content, name=name, answers={"own_accounts": "yes"}).total() == 90


@pytest.mark.parametrize("word", ["DEVOL COMPRA {}", "REEMB {}", "RFND {}", "TERUGBET {}"])
def test_a_shortened_word_for_a_refund_is_one(word: str) -> None:
    text = ("Data;Descrição;Valor;Saldo\n2026-04-07;COMPRA FNAC;-129,99;1\n"
            f"2026-04-09;{word.format('FNAC')};129,99;1\n"
            "2026-04-10;PAG NOS;-40,00;1\n")  # fmt: skip
    assert reading_of(text).total() == 40
