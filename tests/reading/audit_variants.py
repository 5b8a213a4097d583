"""The known costs as audit files in XML: SAF-T of Portugal and Norway, XAF of the Netherlands."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape

from tests.reading.ledger_variants import REVENUE, Accounts, _entries
from tests.reading.variants import Writer, plain

NS4102 = {"advertising": ("7320", "Reklamekostnad"), "commissions": ("7200", "Provisjoner"),
          "people": ("5000", "Lønn"), "entertainment": ("7350", "Representasjon"),
          "travel": ("7140", "Reisekostnad"), "events": ("7330", "Messer"),
          "tools": ("6420", "Leie av programvare")}  # fmt: skip
SNC = {"advertising": ("62221", "Publicidade"), "commissions": ("6225", "Comissões"),
       "people": ("632", "Remunerações do pessoal"),
       "entertainment": ("6266", "Despesas de representação"), "travel": ("6251", "Deslocações"),
       "events": ("62222", "Feiras"), "tools": ("6268", "Licenças de software")}  # fmt: skip
RGS = {"advertising": ("4500", "Reclame", "WBedVkkRea"), "commissions": ("4510", "Provisie", ""),
       "people": ("4000", "Brutolonen", "WPerLesSld"),
       "entertainment": ("4520", "Representatie", "WBedVkkRep"),
       "travel": ("4530", "Reiskosten", "WBedVkkRev"), "events": ("4540", "Beurzen", "WBedVkkBeu"),
       "tools": ("4600", "Softwarelicenties", "WBedKanSof")}  # fmt: skip
# Categories that a plan has no account of its own for: what its number or words say instead.
SAID_XML = {"ns4102": {"events": "advertising"}, "snc": {"events": "advertising"},
            "rgs": {}, "nl": {}}  # fmt: skip


Rows = list[tuple[str, str, list[tuple[str, int]]]]


def _lines(accounts: Accounts, sale: str, owed: str, bank: str) -> Rows:
    """Day, label and the two postings of every entry."""
    rows = []
    for day, label, category, cents in _entries():
        own, other = (accounts[category][0], owed) if category else (bank, sale)
        rows.append((day, label, [(own, cents), (other, -cents)]))
    return rows


def _total(rows: Rows) -> str:
    return plain(sum(max(cents, 0) for *_, parts in rows for _, cents in parts))


def saft_no(*, prefix: str = "", standard: bool = True) -> bytes:
    """Version 1.20 of Norway: amounts within amounts, the standard number of every account."""
    own = {c: (f"{n}0" if standard else n, name) for c, (n, name) in NS4102.items()}
    rows = _lines(own, "30000" if standard else "3000", "24000", "15000")
    names = {n: name for n, name in own.values()} | {rows[0][2][1][0]: "Leverandørgjeld"}
    t = f"{prefix}:" if prefix else ""
    out = ['<?xml version="1.0" encoding="UTF-8"?>',
           f'<{t}AuditFile xmlns{":" + prefix if prefix else ""}="urn:StandardAuditFile-Taxation-'
           'Financial:NO">',
           f"<{t}Header><{t}AuditFileVersion>1.20</{t}AuditFileVersion>"
           f"<{t}AuditFileCountry>NO</{t}AuditFileCountry>"
           f"<{t}DefaultCurrencyCode>NOK</{t}DefaultCurrencyCode></{t}Header>",
           f"<{t}MasterFiles><{t}GeneralLedgerAccounts>"]  # fmt: skip
    for number, name in names.items():
        said = f"<{t}StandardAccountID>{number[:4]}</{t}StandardAccountID>" if standard else ""
        out.append(f"<{t}Account><{t}AccountID>{number}</{t}AccountID><{t}AccountDescription>"
                   f"{escape(name)}</{t}AccountDescription>{said}"
                   f"<{t}AccountType>GL</{t}AccountType>"
                   f"<{t}OpeningDebitBalance>0</{t}OpeningDebitBalance></{t}Account>")  # fmt: skip
    out.append(f"</{t}GeneralLedgerAccounts></{t}MasterFiles><{t}GeneralLedgerEntries>"
               f"<{t}NumberOfEntries>{len(rows)}</{t}NumberOfEntries>"
               f"<{t}TotalDebit>{_total(rows)}</{t}TotalDebit><{t}Journal>"
               f"<{t}JournalID>1</{t}JournalID>")  # fmt: skip
    for number, (day, label, parts) in enumerate(rows, start=1):
        out.append(f"<{t}Transaction><{t}TransactionID>{number}</{t}TransactionID>"
                   f"<{t}TransactionDate>{day}</{t}TransactionDate>"
                   f"<{t}Description>{escape(label)}</{t}Description>")  # fmt: skip
        for account, cents in parts:
            side = "DebitAmount" if cents > 0 else "CreditAmount"
            out.append(f"<{t}Line><{t}AccountID>{account}</{t}AccountID><{t}Description>"
                       f"{escape(label)}</{t}Description><{t}{side}><{t}Amount>{plain(abs(cents))}"
                       f"</{t}Amount></{t}{side}><{t}TaxInformation><{t}TaxAmount><{t}Amount>9.99"
                       f"</{t}Amount></{t}TaxAmount></{t}TaxInformation></{t}Line>")  # fmt: skip
        out.append(f"</{t}Transaction>")
    out.append(f"</{t}Journal></{t}GeneralLedgerEntries></{t}AuditFile>")
    return "\n".join(out).encode("utf-8")


def saft_pt(encoding: str = "Windows-1252") -> bytes:
    """Version 1.04 of Portugal: debit and credit lines, and the closing of the year."""
    rows = _lines(SNC, "721", "22111", "21111")
    out = [f'<?xml version="1.0" encoding="{encoding}"?>',
           '<AuditFile xmlns="urn:OECD:StandardAuditFile-Tax:PT_1.04_01">',
           "<Header><AuditFileVersion>1.04_01</AuditFileVersion><FiscalYear>2024</FiscalYear>"
           "<CurrencyCode>EUR</CurrencyCode></Header><MasterFiles><GeneralLedgerAccounts>"
           "<TaxonomyReference>S</TaxonomyReference>"]  # fmt: skip
    for number, name in SNC.values():
        out.append(f"<Account><AccountID>{number}</AccountID><AccountDescription>{escape(name)}"
                   "</AccountDescription></Account>")  # fmt: skip
    out.append("</GeneralLedgerAccounts><Customer><CustomerID>1</CustomerID><AccountID>21111"
               "</AccountID></Customer></MasterFiles><GeneralLedgerEntries><NumberOfEntries>"
               f"{len(rows)}</NumberOfEntries><TotalDebit>{_total(rows)}</TotalDebit><Journal>"
               "<JournalID>1</JournalID>")  # fmt: skip
    sums: dict[str, int] = {}
    for number, (day, label, parts) in enumerate(rows, start=1):
        out.append(_pt_entry(str(number), day, "N", label, parts))
        for account, cents in parts:
            sums[account] = sums.get(account, 0) + cents
    closing = [(account, -cents) for account, cents in sums.items() if account[0] in "67"]
    closing.append(("811", -sum(cents for _, cents in closing)))
    out.append(_pt_entry("99", "2024-12-31", "A", "Apuramento", closing))
    out.append("</Journal></GeneralLedgerEntries></AuditFile>")
    return "\n".join(out).encode("cp1252" if encoding.startswith("W") else encoding)


def _pt_entry(number: str, day: str, kind: str, label: str, parts: list[tuple[str, int]]) -> str:
    lines = "".join(
        f"<{side}Line><RecordID>{i}</RecordID><AccountID>{account}</AccountID><SystemEntryDate>"
        f"{day}T10:00:00</SystemEntryDate><Description>{escape(label)}</Description>"
        f"<{side}Amount>{plain(abs(cents))}</{side}Amount></{side}Line>"
        for i, (account, cents) in enumerate(parts)
        for side in ("Debit" if cents > 0 else "Credit",)
    )
    return (f"<Transaction><TransactionID>{number}</TransactionID><Period>{int(day[5:7])}</Period>"
            f"<TransactionDate>{day}</TransactionDate><Description>{escape(label)}</Description>"
            f"<TransactionType>{kind}</TransactionType><Lines>{lines}</Lines>"
            "</Transaction>")  # fmt: skip


def xaf(*, coded: bool = True) -> bytes:
    """Version 3.2: ledger accounts with RGS codes or without, opening balances, a journal."""
    accounts = {c: (number, name) for c, (number, name, _) in RGS.items()}
    codes = {number: code or "WBedVkkOvr" for number, _, code in RGS.values()} if coded else {}
    rows = _lines(accounts, "8000", "1600", "1300")
    ledger = [(n, name, "P") for n, name in accounts.values()] + [
        ("8000", "Omzet", "P"), ("1600", "Schulden", "B"), ("1300", "Debiteuren", "B")]  # fmt: skip
    codes |= {"8000": "WOmzNop", "1600": "BSchCre", "1300": "BVorDeb"} if coded else {}
    out = ['<?xml version="1.0" encoding="UTF-8"?>',
           '<auditfile xmlns="http://www.auditfiles.nl/XAF/3.2"><header><fiscalYear>2024</fiscalYear>'
           "<curCode>EUR</curCode></header><company><companyName>Verzonnen BV</companyName>"
           "<generalLedger>"]  # fmt: skip
    for number, name, kind in ledger:
        lead = f"<leadCode>{codes[number]}</leadCode>" if number in codes else ""
        out.append(f"<ledgerAccount><accID>{number}</accID><accDesc>{escape(name)}</accDesc>"
                   f"<accTp>{kind}</accTp>{lead}</ledgerAccount>")  # fmt: skip
    out.append("</generalLedger><openingBalance><obLine><nr>1</nr><accID>4500</accID><amnt>99.00"
               "</amnt><amntTp>D</amntTp></obLine></openingBalance><transactions><linesCount>"
               f"{2 * len(rows)}</linesCount><totalDebit>{_total(rows)}</totalDebit><journal>"
               "<jrnID>M</jrnID><desc>Memoriaal</desc>")  # fmt: skip
    for number, (day, label, parts) in enumerate(rows, start=1):
        out.append(f"<transaction><nr>{number}</nr><desc>{escape(label)}</desc><periodNumber>"
                   f"{int(day[5:7])}</periodNumber><trDt>{day}</trDt>")  # fmt: skip
        for i, (account, cents) in enumerate(parts):
            out.append(f"<trLine><nr>{i}</nr><accID>{account}</accID><effDate>{day}</effDate><desc>"
                       f"{escape(label)}</desc><amnt>{plain(abs(cents))}</amnt><amntTp>"
                       f"{'D' if cents > 0 else 'C'}</amntTp><vat><vatAmnt>9.99</vatAmnt></vat>"
                       "</trLine>")  # fmt: skip
        out.append("</transaction>")
    out.append("</journal></transactions></company></auditfile>")
    return "\n".join(out).encode("utf-8")


AUDITS: dict[str, tuple[Writer, str, Callable[[str], str]]] = {
    "ledger_saft_no.xml": (saft_no, "ns4102", lambda c: NS4102[c][0] + "0"),
    "ledger_saft_no_prefixed.xml": (
        lambda: saft_no(prefix="n1", standard=False), "ns4102", lambda c: NS4102[c][0]),
    "ledger_saft_pt_cp1252.xml": (saft_pt, "snc", lambda c: SNC[c][0]),
    "ledger_saft_pt_utf8.xml": (lambda: saft_pt("UTF-8"), "snc", lambda c: SNC[c][0]),
    "ledger_xaf_rgs.xaf": (xaf, "rgs", lambda c: RGS[c][0]),
    "ledger_xaf_numbers.xaf": (lambda: xaf(coded=False), "nl", lambda c: RGS[c][0]),
}  # fmt: skip
AUDIT_FILES: dict[str, Writer] = {name: writer for name, (writer, _, _) in AUDITS.items()}
SALES = REVENUE
