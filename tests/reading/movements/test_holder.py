"""What goes to the very holder of an account is moved, not spent, in whatever format it stands."""

from __future__ import annotations

import pytest

from roi_model.reading.movements.holder import Holder
from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.bank_text import reading_of
from tests.reading.statements.camt_variants import document
from tests.reading.statements.test_mt940 import mt940, row

OWNER = "Invented Kites SRL"
OWN, OTHER = "BE71096123456769", "BE62510007547061"


def camt(owner: str, payee: str, account: str, said: str = "Placement") -> Reading:
    """Two payments of 100 and 40, the second to this payee."""
    pay = "".join(
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>'
        f"<BookgDt><Dt>2026-09-0{day}</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><Cdtr>"
        f"<Nm>{who}</Nm></Cdtr><CdtrAcct><Id><IBAN>{number}</IBAN></Id></CdtrAcct></RltdPties>"
        f"<RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        for day, (amount, who, number, words) in enumerate(
            [("100.00", "Zed Ads", OTHER, "Ads"), ("40.00", payee, account, said)], 1)
    )  # fmt: skip
    block = f"<Stmt><Id>1</Id><Acct><Id><IBAN>{OWN}</IBAN></Id>{owner}</Acct>{pay}</Stmt>"
    return read(document("053", "08", block), name="a.xml")


@pytest.mark.parametrize(
    ("owner", "payee", "account"),
    [(f"<Ownr><Nm>{OWNER}</Nm></Ownr>", OWNER.upper(), OTHER),
     (f"<Ownr><Pty><Nm>{OWNER}</Nm></Pty></Ownr>", "Invented Kites S.R.L.".replace(".", ""), OTHER),
     (f"<Ownr><Nm>{OWNER}</Nm></Ownr>", f"{OWNER}, Rue Haute 4, 5000 Namur", OTHER),
     ("", "Somebody", OWN)],
)  # fmt: skip
def test_camt_money_to_the_owner_is_moved(owner: str, payee: str, account: str) -> None:
    reading = camt(owner, payee, account)
    assert reading.total() == 100
    assert reading.rejected["reason"].tolist() == ["own_transfer"]


@pytest.mark.parametrize(
    ("payee", "said"),
    [("Invented Kites SRL Holding", "Placement"), ("Somebody", "Placement"),
     (OWNER, "Frais de tenue de compte"), (OWNER, "Loyer septembre")],
)  # fmt: skip
def test_others_and_what_is_charged_count(payee: str, said: str) -> None:
    reading = camt(f"<Ownr><Nm>{OWNER}</Nm></Ownr>", payee, OTHER, said)
    assert reading.total() == 140


@pytest.mark.parametrize("said", ["Vers notre compte épargne", "Na vlastní účet", "Omalle tilille"])
def test_the_words_of_an_own_account_are_enough(said: str) -> None:
    assert camt("", "Somebody", OTHER, said).total() == 100


def test_the_banks_own_words_are_looked_at_beside_the_payers() -> None:
    said = camt("", "Somebody", OTHER, "Placement")
    assert said.total() == 140
    text = document("053", "08", (
        f"<Stmt><Id>1</Id><Acct><Id><IBAN>{OWN}</IBAN></Id></Acct>" + "".join(
            f'<Ntry><Amt Ccy="EUR">{amount}.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>'
            "<BookgDt><Dt>2026-09-01</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>Placement"
            f"</Ustrd></RmtInf></TxDtls></NtryDtls><AddtlNtryInf>{words}</AddtlNtryInf></Ntry>"
            for amount, words in ((100, "Virement européen"), (40, "Virement interne")))
        + "</Stmt>"))  # fmt: skip
    assert read(text, name="a.xml").total() == 100


def test_mt940_the_number_of_the_other_account_tells() -> None:
    own, other = (f"116?00GUTSCHRIFT?20Anlage?30XXXXDEFF?31{number}?32INVENTED KITES"
                  for number in ("12345678", OTHER))  # fmt: skip
    assert mt940(row(words=other), closing="C240331EUR900,00").total() == 100
    reading = mt940(row(words=own), row(amount="50,00", words=other), closing="C240331EUR850,00")
    assert reading.total() == 150  # too short to be a number of its kind
    own = own.replace("12345678", OWN)
    text = (f":20:S\n:25:{OWN}\n:28C:7/1\n:60F:C240301EUR1000,00\n{row(words=own)}"
            f"{row(amount='50,00', words=other)}:62F:C240331EUR850,00\n")  # fmt: skip
    assert read(text.encode(), name="a.sta").total() == 50


def test_ofx_the_account_money_went_to_tells() -> None:
    pay = "".join(
        f"<STMTTRN><TRNTYPE>XFER<DTPOSTED>202609{day:02d}<TRNAMT>-{amount}.00<FITID>{day}"
        f"<NAME>Placement<BANKACCTTO><BANKID>1<ACCTID>{number}</BANKACCTTO></STMTTRN>"
        for day, (amount, number) in enumerate([(100, "000000998877"), (40, OWN)], 1)
    )
    text = (f"<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>{OWN}"
            f"</BANKACCTFROM><BANKTRANLIST>{pay}</BANKTRANLIST></STMTRS></STMTTRNRS>"
            "</BANKMSGSRSV1></OFX>")  # fmt: skip
    assert read(text.encode(), name="a.ofx").total() == 100


ROWS = ("2026-09-01;Zed Ads;Kampania;-100,00;900,00\n"
        "2026-09-02;{payee};Lokata;-40,00;860,00\n"
        "2026-09-03;Mira Sp. z o.o.;FV 12;70,00;930,00\n")  # fmt: skip


@pytest.mark.parametrize(
    ("above", "head"),
    [("#Klient;\nINVENTED KITES SRL;\n\n", "Data;Nadawca/Odbiorca;Opis;Kwota;Saldo"),
     ("Kontoinhaber: Invented Kites SRL\n\n", "Datum;Empfänger;Verwendungszweck;Betrag;Saldo"),
     ("Account holder;Invented Kites SRL\n\n", "Date;Payee;Description;Amount;Balance")],
)  # fmt: skip
def test_lines_above_a_table_name_the_holder(above: str, head: str) -> None:
    text = f"{above}{head}\n{ROWS.format(payee=OWNER)}"
    assert reading_of(text).total() == 100
    other = (text.replace(OWNER.upper(), "Other Ltd").replace(f" {OWNER}", " Other Ltd")
             .replace(f";{OWNER}\n\n", ";Other Ltd\n\n"))  # fmt: skip
    asked = reading_of(other)  # the word for a deposit is all that hints at it then
    assert [one.about for one in asked.questions if one.blocking] == ["own_accounts"]
    assert reading_of(other, answers={"own_accounts": "no"}).total() == 140


def test_a_column_may_name_the_holder_of_all_rows() -> None:
    rows = ROWS.format(payee=OWNER).replace("\n", f";{OWNER}\n")
    assert (
        reading_of(f"Date;Payee;Description;Amount;Balance;Account holder\n{rows}").total() == 100
    )


def test_what_is_too_short_names_nobody() -> None:
    assert Holder.named_above([["Client", "AB"]]) == Holder()
    assert Holder.named_above([]) == Holder.named_above([[""]]) == Holder()
