"""Own transfers and refunds told by their words, in the languages of banks."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from roi_model.reading.movements.told import NOTHING, card_payments, own_transfers, told
from tests.reading.read_again import reading_of

OWN = ["VIREMENT INTERNE VERS LIVRET A", "VIR DE COMPTE A COMPTE VERS C/C EPARGNE 02",
       "VIR EMIS VERS COMPTE LIVRET PRO", "Pot transfer", "Transfer to savings account",
       "ONLINE TRANSFER TO SAV ...4411", "Umbuchung auf Tagesgeldkonto",
       "Kontoübertrag eigenes Konto", "TRASPASO A CUENTA PROPIA", "Giroconto",
       "Transferência entre contas próprias", "Overboeking eigen rekening",
       "ÖVERFÖRING SPARKONTO 5368", "Przelew własny", "CASH POOLING 12"]  # fmt: skip
PAID = ["VIR EMIS ACME", "VIREMENT INTERNE FACTURE 12 ACME", "PRLV CAISSE D EPARGNE FRAIS",
        "NATIXIS INTEREPARGNE", "Umbuchung Miete auf Konto", "TRANSFERENCIA A PROVEEDOR SL",
        "Frais compte livret", "Saving Solutions Ltd", "LOYER COMPTE A COMPTE"]  # fmt: skip


def test_transfers_between_own_accounts_are_told_and_payments_are_kept() -> None:
    labels = [pa.array([*OWN, *PAID])]
    assert own_transfers(labels, len(OWN + PAID)).tolist() == [True] * len(OWN) + [False] * len(
        PAID
    )


REFUNDS = ["VIR RECU REMBOURSEMENT {}", "CB AVOIR {}", "REFUND {}", "Rückerstattung {}",
           "Gutschrift Retoure {}", "DEVOLUCION COMPRA {}", "Rimborso {}", "Storno {}",
           "TERUGBETALING {}", "Återbetalning {}", "Zwrot {}", "Gutschrift {}"]  # fmt: skip


@pytest.mark.parametrize("label", REFUNDS)
def test_a_refund_is_deducted_in_the_category_of_what_it_takes_back(label: str) -> None:
    text = ("Date;Libellé;Catégorie;Montant;Solde\n12/03/2025;PRLV HUBSPOT;;-500,00;500,00\n"
            "14/03/2025;PRLV BOREAL PARTNER;Marketing;-90,00;410,00\n"
            f"19/03/2025;{label.format('HUBSPOT')};Revenus;60,00;470,00\n"
            "22/03/2025;VIR CLIENT DUPONT;Revenus;800,00;1270,00\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 500 - 60 + 90
    assert reading.total("category")["tools"] == 500 - 60
    assert reading.rejected["reason"].tolist() == ["income"]
    (note,) = [n for n in reading.notes if n.code == "refunds_netted"]
    assert note.values == {"count": 1, "total": 60.0}


SILENT = ["CB DELTA AIR 0062301771 ATLANTA", "CB DELTA AIR 02/28 ATLANTA", "CB Delta Air Atlanta"]


@pytest.mark.parametrize("label", SILENT)
@pytest.mark.parametrize("back", ["276,40", "60,00"])
def test_money_of_one_who_was_paid_is_a_refund_without_a_word_for_it(label: str, back: str) -> None:
    text = ("Date;Libellé;Montant;Solde\n19/02/2026;CB DELTA AIR 0062301 ATLANTA;-276,40;723,60\n"
            "21/02/2026;VIR LOYER BUREAU;-400,00;323,60\n"
            f"02/03/2026;{label};{back};600,00\n04/03/2026;VIR CLIENT DUPONT;800,00;1400,00\n"
            )  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == pytest.approx(676.4 - float(back.replace(",", ".")))
    assert reading.rejected["reason"].tolist() == ["income"]


PAYERS = [
    "19/03/2025;VIR ACME;600,00",  # more than ever was paid
    "19/03/2025;VIR ACME;60,00\n20/03/2025;VIR ACME;70,00",  # oftener than one was paid
    "19/03/2025;VIR ACME FACTURE 7;60,00",
    "19/03/2025;VIR CLIENT ACME;60,00",
    "19/03/2025;VIR ACME PARTNERS;60,00",  # somebody else
    "19/03/2025;VIR PRET ACME;60,00",
]


@pytest.mark.parametrize("lines", PAYERS)
def test_a_buyer_who_is_paid_too_gives_nothing_back(lines: str) -> None:
    text = f"Date;Libellé;Montant\n12/03/2025;PRLV ACME;-500,00\n13/03/2025;CB B;-1,00\n{lines}\n"
    reading = reading_of(text, kind="bank", answers={"sign": "negative"})
    assert reading.total() == 501
    assert set(reading.rejected["reason"]) == {"income"}


def test_what_a_document_is_called_pays_nobody() -> None:
    text = ("Date;Libellé;Méthode;Justificatif;Montant;Solde\n"
            "12/03/2025;Compte épargne;Virement interne;facture.pdf;-500,00;500,00\n"
            "14/03/2025;BOREAL;Prélèvement;facture.pdf;-90,00;410,00\n"
            "15/03/2025;BOREAL;Prélèvement;;-90,00;320,00\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 180
    assert reading.rejected["reason"].tolist() == ["own_transfer"]


def test_a_refund_beside_its_payment_pays_no_card_off() -> None:
    """“Payment” is what some banks call any purchase, and what cards are paid off with."""
    text = ("Date,Amount,Subcategory,Memo\n28/05/2026,-8.50,OTHER,COMMISSION\n"
            "14/03/2026,-112.10,PAYMENT,TRAINLINE\n13/03/2026,112.10,PAYMENT,TRAINLINE REFUND\n"
            "12/03/2026,-2500.00,FUNDS TRANSFER,TO BUSINESS SAVINGS TFR\n")  # fmt: skip
    reading = reading_of(text, kind="bank")
    assert reading.total() == 8.5
    assert reading.rejected["reason"].tolist() == ["own_transfer"]


NO_REFUNDS = ["VIR ACME FACTURE 12", "Gutschrift ACME Rechnung 12", "REMBOURSEMENT PRET ACME",
              "REMBOURSEMENT CLIENT ACME", "REMBOURSEMENT ZORGLUB"]  # fmt: skip


@pytest.mark.parametrize("label", NO_REFUNDS)
def test_what_a_buyer_pays_or_nobody_was_paid_for_reduces_nothing(label: str) -> None:
    text = ("Date;Libellé;Montant;Solde\n12/03/2025;PRLV ACME;-500,00;500,00\n"
            f"19/03/2025;{label};60,00;560,00\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 500
    assert reading.rejected["reason"].tolist() == ["income"]
    alone = [n.values for n in reading.notes if n.code == "refunds_alone"]
    said = label.startswith("REMB") and "PRET" not in label
    assert alone == ([{"count": 1, "total": 60.0}] if said else [])


def test_a_word_that_most_payees_share_tells_nobody() -> None:
    labels = pa.array([f"Zettel {name}" for name in ("Alpha", "Beta", "Gamma", "Delta")]
                      + ["Refund Zettel Omega"])  # fmt: skip
    found = told([labels], [labels], np.array([5, 6, 7, 8, -3]))
    assert (found.undone == NOTHING).all() and found.alone.tolist() == [False] * 4 + [True]


def test_own_transfers_are_listed_and_said_with_their_sum() -> None:
    text = (
        "Date;Libellé;Type;Montant;Solde\n12/03/2025;ACME;Paiement;-500,00;500,00\n"
        "13/03/2025;TVA;Pot transfer;-120,00;380,00\n"
        "15/03/2025;TVA;Pot transfer;20,00;400,00\n"
    )
    reading = reading_of(text)
    assert reading.total() == 500
    assert reading.rejected["reason"].tolist() == ["own_transfer", "own_transfer"]
    (note,) = [n for n in reading.notes if n.code == "own_transfers"]
    assert note.values == {"count": 2, "total": 120.0}


def test_a_column_that_names_the_account_itself_tells_nothing() -> None:
    text = "Date;Nom du compte;Libellé;Montant;Solde\n22/03/2025;Compte à compte;ACME;-5,00;5,00\n"
    assert reading_of(text).total() == 5


def test_card_payments_in_swedish_and_portuguese() -> None:
    labels = [pa.array(["PAGAMENTO CARTAO DE CREDITO", "Inbetalning kort", "COMPRA CTT"])]
    assert card_payments(labels, 3).tolist() == [True, True, False]


def test_savings_of_ones_own_are_known_in_more_words() -> None:
    labels = ["VIR VERS MON LIVRET", "BANKING TRANSFER TO OWN SAVINGS 4471", "till eget sparkonto",
              "Savings plan Acme Ltd"]  # fmt: skip
    assert own_transfers([pa.array(labels)], 4).tolist() == [True, True, True, False]


@pytest.mark.parametrize("reference", ["To pocket", "Internal transfer", "Vers livret"])
def test_a_reference_that_somebody_wrote_tells_of_an_own_transfer(reference: str) -> None:
    text = ("Date;Description;Reference;Amount;Balance\n2026-01-22;Main Savings;"
            f"{reference};-2000.00;500.00\n2026-01-23;ACME;March rent;-500.00;0.00\n"
            "2026-01-24;ACME;Rent;-50.00;0.00\n")  # fmt: skip
    assert reading_of(text).total() == 550


THANKED = ["AUTOPAY PAYMENT - THANK YOU", "PAYMENT RECEIVED - THANK YOU 03/15",
           "PRELEVEMENT AUTOMATIQUE ENREGISTRE-MERCI", "Paiement enregistré - merci",
           "ZAHLUNG ERHALTEN. BESTEN DANK", "Lastschrift dankend erhalten", "GRACIAS POR SU PAGO",
           "PAGAMENTO RICEVUTO - GRAZIE", "OBRIGADO PELO SEU PAGAMENTO",
           "HARTELIJK BEDANKT VOOR UW BETALING", "INBETALNING, TACK"]  # fmt: skip
BOUGHT = ["MERCI PARIS", "CB MERCI CHOCOLAT PAIEMENT", "Bedankt Cadeaus", "THANK YOU CARDS LTD",
          "AIR FRANCE PAIEMENT"]  # fmt: skip


def test_a_card_thanks_for_its_own_payment() -> None:
    labels = [pa.array([*THANKED, *BOUGHT])]
    found = card_payments(labels, len(THANKED + BOUGHT)).tolist()
    assert found == [True] * len(THANKED) + [False] * len(BOUGHT)


@pytest.mark.parametrize("label", THANKED)
def test_the_payment_of_a_card_is_neither_a_cost_nor_a_credit_note(label: str) -> None:
    text = ("Date;Description;Montant\n03/09/2026;AIR FRANCE;250,00\n"
            f"25/09/2026;{label};-1250,70\n22/09/2026;IBIS LYON;89,40\n"
            "05/10/2026;SALESFORCE;1310,20\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 250 + 89.4 + 1310.2
    assert reading.rejected["reason"].tolist() == ["card_payment"]
    # What came back of a purchase leaves the sign open: both totals are without the payment.
    (question,) = [
        one
        for one in reading_of(text + "18/10/2026;IBIS LYON REMBOURSEMENT;-89,40\n").questions
        if one.blocking
    ]
    gives = {one.answer: one.gives["all"] for one in question.candidates}
    assert gives["positive"] == 250 + 1310.2


@pytest.mark.parametrize(
    ("label", "own"),
    [("TFR 40-11-22 99887766 RESERVE ACCT", True), ("TRF 20-00-11 SAVINGS ACCT 12", True),
     ("XFER TO 4411 DEPOSIT ACCOUNT", True), ("VIR SEPA 0411 COMPTE DE RESERVE", True),
     ("ÜBERTRAG 12 RÜCKLAGENKONTO", True), ("TRASPASO 88 CUENTA DE RESERVA", True),
     ("TFR RESERVE ACCT MONTHLY FEE", False), ("TFR ACME RESERVATIONS", False),
     ("VIS SAVINGS ACCT MAGAZINE", False), ("TFR INVOICE 12 DEPOSIT ACCT", False)],
)  # fmt: skip
def test_a_transfer_to_an_account_for_what_is_put_aside_is_ones_own(label: str, own: bool) -> None:
    assert own_transfers([pa.array([label])], 1).tolist() == [own]


TOWNS = {
    "de": ("Stadtwerke Hilden GmbH", "Finanzkasse Hilden", "Sparkasse Hilden", "Erstattung"),
    "fr": ("Régie des eaux Annecy", "Trésor public Annecy", "Garage Alpin Annecy", "Remboursement"),
    "en": ("Leeds Water Ltd", "Bakery Leeds", "Parking Leeds", "Refund"),
    "es": ("Aguas de Getafe", "Hacienda Getafe", "Taller Getafe", "Devolución"),
    "it": ("Acquedotto Lecco", "Comune Lecco", "Officina Lecco", "Rimborso"),
    "pt": ("Serviços Água Braga", "Finanças Braga", "Oficina Braga", "Reembolso"),
    "nl": ("Waterbedrijf Zwolle", "Gemeente Zwolle", "Garage Zwolle", "Terugbetaling"),
}  # fmt: skip


@pytest.mark.parametrize("lang", TOWNS)
@pytest.mark.parametrize("first", [0, 1, 2])
def test_a_town_that_payees_share_tells_none_of_them(lang: str, first: int) -> None:
    payee, one, other, word = TOWNS[lang]
    paid = [one, other, one]
    names = pa.array([*paid[first:], *paid[:first], payee])
    texts = pa.array([f"Ueberweisung {n}" for n in range(3)] + [f"Gutschr. Ueberweisung {word}"])
    found = told([texts, names], [texts, names], np.array([90, 80, 70, -14]), named=names)
    assert (found.undone == NOTHING).all() and found.alone.tolist() == [False] * 3 + [True]


@pytest.mark.parametrize("lang", TOWNS)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_the_same_payee_of_that_town_gives_back_is_deducted(lang: str, place: int) -> None:
    payee, one, other, word = TOWNS[lang]
    paid = [one, other]
    paid.insert(place, payee)
    names = pa.array([*paid, payee])
    texts = pa.array(["", "", "", word])
    found = told([texts, names], [texts, names], np.array([90, 80, 70, -14]), named=names)
    assert found.undone.tolist() == [NOTHING] * 3 + [place]


@pytest.mark.parametrize("form", ["Ltd", "GmbH", "SASU", "S.L.U.", "Holding", "Lda", "VOF"])
def test_what_a_name_ends_with_tells_of_nobody(form: str) -> None:
    labels = pa.array([f"Acme {form}", f"Refund Zorglub {form}"])
    assert told([labels], [labels], np.array([50, -20])).alone.tolist() == [False, True]


def test_one_payee_under_several_first_words_is_still_one() -> None:
    labels = pa.array(["Abbuchung Adobe 1", "Zahlung Adobe 2", "Refund Adobe"])
    assert told([labels], [labels], np.array([50, 60, -20])).undone.tolist()[2] == 0


CODED = [("VDP-{} IRELAND", "VDC-{} IRELAND", "HUBSPOT"), ("POS {}", "POR {}", "DROPBOX"),
         ("CLP {} 0412", "CLR {} 0419", "LINKEDIN"), ("POSC {}", "POSR {} DUBLIN", "ZOOM"),
         ("DEB/{} COM", "CRE/{} COM", "AIRCALL"), ("D/D {}", "D/C {}", "APOLLO")]  # fmt: skip


@pytest.mark.parametrize(("out", "back", "payee"), CODED)
def test_codes_of_a_bank_for_each_way_do_not_part_a_refund_from_its_payment(
    out: str, back: str, payee: str
) -> None:
    text = ("Date,Description,Debit,Credit,Balance\n"
            f"02/02/2026,{out.format(payee)},540.00,,6770.22\n"
            "12/02/2026,2449000250,,6150.00,12920.22\n"
            f"18/03/2026,{out.format('IRISH RAIL')},46.98,,12873.24\n"
            f"25/03/2026,{back.format(payee)} REFUND,,90.00,12963.24\n"
            f"26/03/2026,{back.format('ACME')} REFUND,,20.00,12983.24\n")  # fmt: skip
    assert reading_of(text).total() == pytest.approx(540 + 46.98 - 90)


ALIKE = [("IBM CLOUD", "DHL EXPRESS", "AWS CLOUD"), ("ABC CONSULTING", "SFR", "XYZ CONSULTING"),
         ("VDP-DUBLIN BUS", "VDP-HUBSPOT", "VDC-DUBLIN HOTEL")]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "back"), ALIKE)
def test_names_that_end_alike_are_no_payee_behind_two_codes(
    one: str, other: str, back: str
) -> None:
    labels = pa.array([one, other, f"{back} REFUND"])
    found = told([labels], [labels], np.array([500, 30, -300]))
    assert (found.undone == NOTHING).all() and found.alone.tolist() == [False, False, True]


SHORT = [("SJ AB/26-08-24", "RETUR SJ AB/26-08-28"), ("BP 4411", "REFUND BP 4412"),
         ("CB DB AG 12.03.", "GUTSCHRIFT DB AG 14.03.")]  # fmt: skip


@pytest.mark.parametrize(("paid", "back"), SHORT)
def test_two_letters_are_a_payee_where_there_is_no_longer_word(paid: str, back: str) -> None:
    labels = pa.array([paid, "HYRA CONVENDUM", back, "REFUND EE 4413"])
    found = told([labels], [labels], np.array([1490, 6500, -745, -20]))
    assert found.undone.tolist() == [NOTHING, NOTHING, 0, NOTHING]
