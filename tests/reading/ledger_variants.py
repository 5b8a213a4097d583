"""The known costs as ledgers of other countries and programs, each against what is owed for it.

`python -m tests.reading.variants` writes them into data/samples/ with all others. What hledger,
ledger and beancount wrote themselves stands there too, from the journals of `journal_text`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from tests.reading.variants import COSTS, Writer, american, delimited, grouped, month_day, plain

REVENUE_DAY, REVENUE = "2024-02-21", 500000
# Category of the model → number and name of an account of the plan that has that category.
SKR03 = {"advertising": ("4610", "Werbekosten"), "commissions": ("4760", "Verkaufsprovisionen"),
         "people": ("4120", "Gehälter"), "entertainment": ("4650", "Bewirtungskosten"),
         "travel": ("4670", "Reisekosten"), "events": ("4600", "Messen"),
         "tools": ("4964", "Software")}  # fmt: skip
SKR04 = {"advertising": ("6600", ""), "commissions": ("6770", ""), "people": ("6020", ""),
         "entertainment": ("6640", ""), "travel": ("6650", ""), "events": ("6600", ""),
         "tools": ("6837", "")}  # fmt: skip
BAS = {"advertising": ("5910", "Annonsering"), "commissions": ("6050", "Försäljningsprovisioner"),
       "people": ("7210", "Löner till tjänstemän"), "entertainment": ("6071", "Representation"),
       "travel": ("5800", "Resekostnader"), "events": ("5940", "Utställningar och mässor"),
       "tools": ("5420", "Programvaror")}  # fmt: skip
NAMES = {"advertising": ("400", "Advertising"), "commissions": ("405", "Sales Commissions"),
         "people": ("477", "Payroll Expenses"), "entertainment": ("420", "Entertainment"),
         "travel": ("493", "Travel"), "events": ("410", "Trade Shows"),
         "tools": ("463", "Software Subscriptions")}  # fmt: skip
SAGE_UK = {"advertising": ("6201", "Advertising"), "commissions": ("6100", "Sales Commissions"),
           "people": ("7000", "Gross Wages"), "entertainment": ("7403", "Entertainment"),
           "travel": ("7400", "Travelling"), "events": ("6200", "Exhibitions"),
           "tools": ("8201", "Software Subscriptions")}  # fmt: skip
# Categories that a plan has no account of its own for: what its number says instead.
SAID = {"skr03": {"events": "advertising"}, "skr04": {"events": "advertising"},
        "sage_uk": {"events": "advertising"}}  # fmt: skip
Accounts = dict[str, tuple[str, str]]


def by_category(plan: str = "") -> dict[str, float]:
    """Totals by category as the numbers of a plan say them, in money."""
    sums: dict[str, int] = {}
    for *_, category, _, cents in COSTS:
        said = SAID.get(plan, {}).get(category, category)
        sums[said] = sums.get(said, 0) + cents
    return {key: cents / 100 for key, cents in sorted(sums.items())}


def by_account(key: Callable[[str], str]) -> dict[str, float]:
    """Totals by what an account is called, in money."""
    sums: dict[str, int] = {}
    for *_, category, _, cents in COSTS:
        sums[key(category)] = sums.get(key(category), 0) + cents
    return {name: cents / 100 for name, cents in sorted(sums.items())}


def _entries(language: int = 2) -> Iterator[tuple[str, str, str, int]]:
    """Day, label, category ("" for what was earned), cents; in the order of the days."""
    rows = [(c[0], c[language], c[3], c[5]) for c in COSTS]
    rows.append((REVENUE_DAY, "Client work", "", REVENUE))
    yield from sorted(rows, key=lambda row: row[0])


def _words(day: str) -> str:
    return f"{date.fromisoformat(day):%d %b %Y}"


# DATEV ------------------------------------------------------------------------------------------

_DATEV = ["Umsatz (ohne Soll/Haben-Kz)", "Soll/Haben-Kennzeichen", "WKZ Umsatz", "Kurs",
          "Basis-Umsatz", "WKZ Basis-Umsatz", "Konto", "Gegenkonto (ohne BU-Schlüssel)",
          "BU-Schlüssel", "Belegdatum", "Belegfeld 1", "Belegfeld 2", "Skonto",
          "Buchungstext"]  # fmt: skip


def datev_head(plan: str, first: str = "20240101", length: int = 4, start: str = "20240101") -> str:
    """The first line of a batch of bookings, 31 fields."""
    return (
        f'"EXTF";700;21;"Buchungsstapel";13;20240405080000000;;"RE";"";"";1001;10;{start};{length};'
        f'{first};20241231;"Kosten";"";1;0;0;"EUR";;"";;;"{plan}";;;"";""'
    )


def datev(plan: str, accounts: Accounts, length: int = 4, *, turned: bool = False) -> bytes:
    """Costs with 19 % of input tax where there is any, the creditor now first, now second."""
    rows = []
    for number, (day, label, category, cents) in enumerate(_entries(), start=1):
        ttmm = f"{int(day[8:])}{day[5:7]}"  # the leading zero is lost on the way
        if not category:
            account, other, key = "10001".ljust(length + 1, "0"), plan.ljust(length, "0"), ""
            gross = cents + round(cents * 19 / 100)
        else:
            own = accounts[category][0].ljust(length, "0")
            creditor, key = "70001".ljust(length + 1, "0"), "" if category == "people" else "9"
            gross = cents if category == "people" else cents + round(cents * 19 / 100)
            account, other = (own, creditor) if number % 2 else (creditor, own)
        debit = (gross > 0) == (not category or number % 2 == 1)
        if turned and gross < 0:  # a reversal: the same booking, taken back
            debit = not debit
        rows.append([grouped(abs(gross), "", ","), "S" if debit else "H", "EUR", "", "", "",
                     account, other, key, ttmm, f"R{number}", "", "", label,
                     "1" if turned and gross < 0 else ""])  # fmt: skip
    text = delimited([[*_DATEV, "Generalumkehr"], *rows], ";")
    return (datev_head("03" if plan == "8400" else "04", length=length) + "\r\n" + text).encode(
        "cp1252"
    )


# SIE --------------------------------------------------------------------------------------------


def sie(encoding: str = "cp437", *, closed: bool = False) -> bytes:
    """Vouchers of the BAS plan, a removed and an added posting among them."""
    lines = ["#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", '#PROGRAM "Bokföring" 1.0', "#GEN 20240405",
             '#FNAMN "Påhittat Företag AB"', "#RAR 0 20240101 20241231", "#KPTYP EUBAS97",
             '#KONTO 1930 "Företagskonto"', '#KONTO 2440 "Leverantörsskulder"',
             '#KONTO 3001 "Försäljning inom Sverige"', '#KONTO 8999 "Årets resultat"']  # fmt: skip
    lines += [f'#KONTO {number} "{name}"' for number, name in BAS.values()]
    lines += ["#IB 0 1930 25000.00", "#UB 0 1930 25000.00", f"#RES 0 3001 -{plain(REVENUE)}"]
    if not closed:
        sums = by_account(lambda category: BAS[category][0])
        lines += [f"#RES 0 {number} {amount:.2f}" for number, amount in sums.items()]
    for number, (day, label, category, cents) in enumerate(_entries(), start=1):
        stamp = day.replace("-", "")
        own, other = (BAS[category][0], "2440") if category else ("1930", "3001")
        lines += [f'#VER A {number} {stamp} "{label}"', "{", f"#TRANS {own} {{}} {plain(cents)}",
                  f'#TRANS {other} {{1 "Öst"}} {plain(-cents)} {stamp} ""']  # fmt: skip
        if number == 3:
            lines += [f"#BTRANS {own} {{}} 99.00", f"#RTRANS {own} {{}} 0.00",
                      f"#TRANS {own} {{}} 0.00"]  # fmt: skip
        lines.append("}")
    if closed:
        sums = by_account(lambda category: BAS[category][0])
        lines += ['#VER B 1 20241231 "Bokslut"', "{"]
        lines += [f"#TRANS {number} {{}} {-amount:.2f}" for number, amount in sums.items()]
        lines += [f"#TRANS 3001 {{}} {plain(REVENUE)}",
                  f"#TRANS 8999 {{}} {sum(sums.values()) - REVENUE / 100:.2f}", "}"]  # fmt: skip
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


# QuickBooks -------------------------------------------------------------------------------------

_TITLE = [["Invented Studio Ltd"], ["General Ledger"], ["January - April, 2024"], []]


def _wide(rows: list[list[str]], width: int) -> list[list[str]]:
    return [row + [""] * (width - len(row)) for row in rows]


def quickbooks() -> bytes:
    """A general ledger: accounts in rows of their own, one of them within another."""
    head = ["", "Date", "Transaction Type", "Num", "Name", "Memo/Description", "Split", "Amount",
            "Balance"]  # fmt: skip
    rows: list[list[str]] = [*_TITLE, head, ["Checking"],
                             ["", "Beginning Balance", "", "", "", "", "", "", "25,000.00"],
                             ["", "01/05/2024", "Transfer", "", "", "", "Savings", "-100.00",
                              "24,900.00"], ["Total for Checking", *[""] * 6, "-$100"]]  # fmt: skip
    for category, (_, name) in NAMES.items():
        rows += [["Marketing"]] if category == "advertising" else []
        mine = [e for e in _entries() if e[2] == category]
        rows.append([name])
        balance = 0
        for day, label, _, cents in mine:
            balance += cents
            rows.append(["", f"{day[5:7]}/{day[8:]}/{day[:4]}", "Bill", "", "Supplier", label,
                         "Accounts Payable (A/P)", american(cents), american(balance)])  # fmt: skip
        rows.append([f"Total for {name}", *[""] * 6, "$" + american(balance)])
        if category == "advertising":
            rows.append(["Total for Marketing with sub-accounts", *[""] * 6,
                         "$" + american(balance)])  # fmt: skip
    rows += [["Design income"],
             ["", "02/21/2024", "Invoice", "1", "Client", "Client work",
              "Accounts Receivable (A/R)", american(REVENUE), american(REVENUE)],
             ["Total for Design income", *[""] * 6, "$" + american(REVENUE)], [],
             ["Friday, Apr 05, 2024 08:00:00 AM GMT-7 - Accrual Basis"]]  # fmt: skip
    return delimited(_wide(rows, 9), ",", "\n").encode("utf-8-sig")


def quickbooks_journal() -> bytes:
    """The report Journal: the day stands on an entry's first line alone."""
    rows: list[list[str]] = [["Invented Studio Ltd"], ["Journal"], [],
            ["Date", "Transaction Type", "Num", "Name", "Memo/Description", "Account", "Debit",
             "Credit"]]  # fmt: skip
    for number, (day, label, category, cents) in enumerate(_entries(), start=1):
        own, other = ("Accounts Receivable (A/R)", "Design income")
        if category:
            own, other = NAMES[category][1], "Accounts Payable (A/P)"
        sides = [american(abs(cents)), ""] if cents > 0 else ["", american(abs(cents))]
        rows.append([month_day(day), "Bill", str(number), "Supplier", label, own, *sides])
        rows.append(["", "", "", "", label, other, *sides[::-1]])
        rows.append([*[""] * 6, "$" + american(abs(cents)), "$" + american(abs(cents))])
    return delimited(_wide(rows, 8), ",", "\n").encode("utf-8")


def _across(sign: str = "") -> tuple[list[str], dict[str, list[int]]]:
    months = sorted({c[0][:7] for c in COSTS})
    cells = {category: [sum(c[5] for c in COSTS if c[3] == category and c[0][:7] == month)
                        for month in months] for category in NAMES}  # fmt: skip
    return months, cells


def statement(*, xero: bool = False) -> bytes:
    """Profit and loss by month, with its sections, totals and results."""
    months, cells = _across()
    write: Callable[[int], str] = plain if xero else american
    earned = [REVENUE if month == REVENUE_DAY[:7] else 0 for month in months]

    def row(name: str, figures: list[int], mark: str = "") -> list[str]:
        return [name, *(mark + write(f) if f or mark else "" for f in figures),
                mark + write(sum(figures))]  # fmt: skip

    spent = [sum(column) for column in zip(*cells.values(), strict=True)]
    left = [e - s for e, s in zip(earned, spent, strict=True)]
    names = [f"{date.fromisoformat(m + '-01'):%b %Y}" for m in months]
    section = "Trading Income" if xero else "Income"
    total = f"Total {section}"
    costs = "Operating Expenses" if xero else "Expenses"
    mark = "" if xero else "$"
    rows = [["Invented Studio Ltd"], ["Profit and Loss"], [],
            ["Account" if xero else "", *names, "Total"], [section], row("   Design", earned),
            row(total, earned, mark), row("Gross Profit", earned, mark), [costs]]  # fmt: skip
    rows += [row(f"   {NAMES[category][1]}", figures) for category, figures in cells.items()]
    rows += [row(f"Total {costs}", spent, mark),
             row("Net Profit" if xero else "NET OPERATING INCOME", left, mark)]  # fmt: skip
    if not xero:
        rows.append(row("NET INCOME", left, mark))
    return delimited(_wide(rows, len(names) + 2), ",", "\n").encode("utf-8")


# Xero, Sage -------------------------------------------------------------------------------------


def xero() -> bytes:
    """Account Transactions: accounts with their codes in rows of their own, debits and credits."""
    head = ["Date", "Source", "Description", "Reference", "Debit", "Credit", "Running Balance"]
    rows: list[list[str]] = [["Account Transactions"], ["Invented Studio Ltd"],
            ["For the period 1 January 2024 to 30 April 2024"], [], head,
            ["Business Bank Account (090)"], ["Opening Balance", "", "", "", "25000.00", "",
                                              "25000.00"],
            ["05 Jan 2024", "Bank Transfer", "Savings", "", "", "100.00", "24900.00"],
            ["Total Business Bank Account (090)", "", "", "", "0.00", "100.00", "-100.00"],
            ["Closing Balance", "", "", "", "24900.00", "", "24900.00"]]  # fmt: skip
    for category, (code, name) in NAMES.items():
        rows.append([f"{name} ({code})"])
        balance, debits, credits_ = 0, 0, 0
        for day, label, _, cents in (e for e in _entries() if e[2] == category):
            balance += cents
            debits, credits_ = debits + max(cents, 0), credits_ + max(-cents, 0)
            sides = [plain(cents), ""] if cents > 0 else ["", plain(-cents)]
            rows.append([_words(day), "Payable Invoice", label, "INV", *sides, plain(balance)])
        rows.append([f"Total {name} ({code})", "", "", "", plain(debits), plain(credits_),
                     plain(balance)])  # fmt: skip
    rows += [["Sales (200)"],
             [_words(REVENUE_DAY), "Receivable Invoice", "Client work", "INV-1", "", plain(REVENUE),
              plain(-REVENUE)],
             ["Total Sales (200)", "", "", "", "0", plain(REVENUE), plain(-REVENUE)]]  # fmt: skip
    return delimited(_wide(rows, 7), ",", "\n").encode("utf-8")


def xero_columns() -> bytes:
    """The same report with code, name and type of the account as columns."""
    rows = [["Date", "Source", "Description", "Debit", "Credit", "Account Code", "Account",
             "Account Type"]]  # fmt: skip
    for day, label, category, cents in _entries():
        code, name = NAMES[category] if category else ("200", "Zorglub")
        kind, debit = ("Expense", cents > 0) if category else ("Revenue", False)
        sides = [plain(abs(cents)), "0.00"] if debit else ["0.00", plain(abs(cents))]
        rows.append([_words(day), "Payable Invoice", label, *sides, code, name, kind])
        rows.append([_words(day), "Payable Invoice", label, *sides[::-1], "800",
                     "Accounts Payable", "Current Liability"])  # fmt: skip
    return delimited(rows, ",", "\n").encode("utf-8")


def sage_uk() -> bytes:
    """Nominal activity of Sage 50: codes of its default plan."""
    rows = [["Nominal Code", "Nominal Name", "Date", "Type", "Ref", "Details", "Debit", "Credit"]]
    for day, label, category, cents in _entries():
        code, name = SAGE_UK[category] if category else ("4000", "Sales Type A")
        sides = [plain(cents), ""] if category and cents > 0 else ["", plain(abs(cents))]
        when = "/".join(reversed(day.split("-")))
        rows.append([code, name, when, "PI", "1", label, *sides])
        rows.append(["2100", "Creditors Control Account", when, "PI", "1", label, *sides[::-1]])
    return delimited(rows, ",").encode("cp1252")


def sage_audit_trail() -> bytes:
    """Transactions of Sage 50: one amount a line, whose side its type says."""
    rows = [["No", "Type", "Account", "Nominal", "Dept", "Details", "Date", "Ref", "Ex.Ref", "Net",
             "Tax", "T/C", "Paid"]]  # fmt: skip
    for at, (day, label, category, cents) in enumerate(_entries(), 1):
        code = SAGE_UK[category][0] if category else "4000"
        when, net = "/".join(reversed(day.split("-"))), plain(abs(cents))
        kind = ("PC" if cents < 0 else "PI") if category else "SI"
        rows.append(
            [str(at), kind, "ACC01", code, "0", label, when, "", "", net, "0.00", "T1", "Y"]
        )
        paid = {"PI": "PP", "PC": "JD", "SI": "SR"}[kind]
        rows.append(
            [str(at), paid, "ACC01", "1200", "0", label, when, "", "", net, "0.00", "T9", "Y"]
        )
    return delimited(rows, ",").encode("cp1252")


def sage_us() -> bytes:
    """The general ledger of Sage 50 US: the account on every line, balances among them."""
    rows: list[list[str]] = [["Invented Studio Ltd"], ["General Ledger"], [],
            ["Account ID", "Account Description", "Date", "Reference", "Jrnl", "Trans Description",
             "Debit Amt", "Credit Amt", "Balance"],
            ["10200", "Checking Account", "1/1/24", "", "", "Beginning Balance", "", "",
             "25,000.00"]]  # fmt: skip
    for category, (code, name) in NAMES.items():
        balance = 0
        for day, label, _, cents in (e for e in _entries() if e[2] == category):
            balance += cents
            sides = [american(cents), ""] if cents > 0 else ["", american(-cents)]
            short = f"{int(day[5:7])}/{int(day[8:])}/{day[2:4]}"
            rows.append([f"60{code}", name, short, "1", "PJ", label, *sides, ""])
        rows.append([f"60{code}", name, "4/30/24", "", "", "Ending Balance", "", "",
                     american(balance)])  # fmt: skip
    return delimited(_wide(rows, 9), ",").encode("utf-8")


# Plain text -------------------------------------------------------------------------------------

ROOTS = {"advertising": "Marketing:Advertising", "commissions": "Sales-Commissions",
         "people": "Payroll", "entertainment": "Entertainment", "travel": "Travel",
         "events": "Marketing:Trade-Shows", "tools": "Software"}  # fmt: skip


def journal_text(*, beancount: bool = False) -> str:
    """The costs as a journal of hledger and ledger, or of beancount."""
    lines: list[str] = []
    if beancount:
        lines.append('option "operating_currency" "EUR"')
        for name in (*(f"Expenses:{r}" for r in ROOTS.values()), "Liabilities:Suppliers",
                     "Assets:Receivable", "Income:Services"):  # fmt: skip
            lines.append(f"2024-01-01 open {name}")
    for day, label, category, cents in _entries():
        flag = f'* "Supplier" "{label}"' if beancount else f"* {label}"
        expense, income = ("Expenses", "Income") if beancount else ("expenses", "income")
        own = f"{expense}:{ROOTS[category]}" if category else "Assets:Receivable"
        other = "Liabilities:Suppliers" if category else f"{income}:Services"
        lines += ["", f"{day} {flag}", f"  {own}  {plain(cents)} EUR", f"  {other}"]
    return "\n".join(lines) + "\n"


# Names → the writer, the plan whose numbers say the categories, key of an account.
LEDGERS: dict[str, tuple[Writer, str, Callable[[str], str]]] = {
    "ledger_quickbooks.csv": (quickbooks, "", lambda c: NAMES[c][1]),
    "ledger_quickbooks_journal.csv": (quickbooks_journal, "", lambda c: NAMES[c][1]),
    "ledger_quickbooks_profit.csv": (statement, "", lambda c: NAMES[c][1]),
    "ledger_xero.csv": (xero, "", lambda c: NAMES[c][1]),
    "ledger_xero_columns.csv": (xero_columns, "", lambda c: NAMES[c][1]),
    "ledger_xero_profit.csv": (lambda: statement(xero=True), "", lambda c: NAMES[c][1]),
    "ledger_sage_uk.csv": (sage_uk, "sage_uk", lambda c: SAGE_UK[c][0]),
    "ledger_sage_audit_trail.csv": (sage_audit_trail, "sage_uk", lambda c: SAGE_UK[c][0]),
    "ledger_sage_us.csv": (sage_us, "", lambda c: NAMES[c][1]),
    "ledger_datev_skr03.csv": (lambda: datev("8400", SKR03), "skr03", lambda c: SKR03[c][0]),
    "ledger_datev_skr04.csv": (
        lambda: datev("4400", SKR04, 6, turned=True), "skr04", lambda c: SKR04[c][0] + "00"),
    "ledger_sie4_cp437.se": (sie, "bas", lambda c: BAS[c][0]),
    "ledger_sie4_closed.si": (lambda: sie("cp1252", closed=True), "bas", lambda c: BAS[c][0]),
}  # fmt: skip
LEDGER_FILES: dict[str, Writer] = {name: writer for name, (writer, _, _) in LEDGERS.items()}
# Written by hledger 1.25, ledger 3.3.0, beancount 2.3.5 and beanquery 0.2.0 themselves.
EXPORTED = ("ledger_by_hledger_print.csv", "ledger_by_hledger_register.csv",
            "ledger_by_ledger.csv", "ledger_by_ledger_euro.csv", "ledger_by_beancount.csv",
            "ledger_by_beanquery.csv")  # fmt: skip
