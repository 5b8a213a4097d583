"""One set of known costs written in every dialect and shape that is read: the sample files.

`python -m tests.reading.variants` writes data/samples/; a test checks that the folder is up to date
and that every file gives the same totals.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from roi_model.reading.fec.header import ORDER

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"

# day, French label, English label, category, account, amount in cents
COSTS: tuple[tuple[str, str, str, str, str, int], ...] = (
    ("2024-01-05", "Google Ads campagne d’hiver", "Google Ads winter campaign", "advertising",
     "62310000", 120050),
    ("2024-01-15", "Commissions sur ventes", "Sales commissions", "commissions",
     "62220000", 98765),
    ("2024-01-31", "Salaire chargé équipe commerciale", "Sales team payroll", "people",
     "64110000", 426000),
    ("2024-02-14", "Déjeuner client chez l’Épicurien", "Client lunch at The Anchor",
     "entertainment", "62570000", 8640),
    ("2024-02-20", "Billets de train Lyon", "Train tickets to Leeds", "travel",
     "62510000", 15590),
    ("2024-02-29", "Salaire chargé équipe commerciale", "Sales team payroll", "people",
     "64110000", 426000),
    ("2024-03-13", "Avoir Google Ads campagne", "Google Ads campaign credit note", "advertising",
     "62310000", -20005),
    ("2024-03-18", "Salon Première Vision – stand", "Trade show stand", "events",
     "62330000", 1234567),
    ("2024-03-31", "Salaire chargé équipe commerciale", "Sales team payroll", "people",
     "64110000", 426010),
    ("2024-04-02", "Abonnement HubSpot", "HubSpot subscription", "tools", "65110000", 40000),
)  # fmt: skip
MONTHS_FR = ("janv.", "févr.", "mars", "avr.")

Writer = Callable[[], bytes]


def expected(by: int) -> dict[str, float]:
    """Totals by category (3) or account (4), in money."""
    sums: dict[str, int] = {}
    for cost in COSTS:
        key = str(cost[by])
        sums[key] = sums.get(key, 0) + cost[5]
    return {key: cents / 100 for key, cents in sorted(sums.items())}


def expected_by_month() -> dict[str, float]:
    """Totals by month, in money."""
    sums: dict[str, int] = {}
    for cost in COSTS:
        sums[cost[0][:7]] = sums.get(cost[0][:7], 0) + cost[5]
    return {key: cents / 100 for key, cents in sums.items()}


TOTAL = sum(cost[5] for cost in COSTS) / 100


def grouped(cents: int, thousands: str, decimal: str) -> str:
    """An amount with its separators and a minus before it."""
    whole, part = divmod(abs(cents), 100)
    text = f"{whole:,}".replace(",", thousands) + f"{decimal}{part:02d}"
    return "-" + text if cents < 0 else text


def french(cents: int) -> str:
    """1 234,56 with a narrow no-break space."""
    return grouped(cents, "\u202f", ",")


def american(cents: int) -> str:
    """1,234.56."""
    return grouped(cents, ",", ".")


def plain(cents: int) -> str:
    """1234.56."""
    return grouped(cents, "", ".")


def day_month(day: str, sep: str = "/") -> str:
    """dd/mm/yyyy."""
    year, month, number = day.split("-")
    return sep.join((number, month, year))


def month_day(day: str) -> str:
    """m/d/yyyy as American programs write it."""
    year, month, number = day.split("-")
    return f"{int(month)}/{int(number)}/{year}"


def serial(day: str) -> str:
    """Excel's day number."""
    from datetime import date

    return str((date.fromisoformat(day) - date(1899, 12, 30)).days)


def delimited(rows: list[list[str]], delimiter: str, line_end: str = "\r\n", **how: int) -> str:
    """Rows as text, quoted where needed."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end, **how).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


def fr_rows(amount: Callable[[int], str] = french,
            day: Callable[[str], str] = day_month) -> list[list[str]]:  # fmt: skip
    """Header and rows in French."""
    body = [[day(c[0]), c[1], amount(c[5])] for c in COSTS]
    return [["Date", "Libellé", "Montant HT"], *body]


def us_rows(amount: Callable[[int], str] = american,
            day: Callable[[str], str] = month_day) -> list[list[str]]:  # fmt: skip
    """Header and rows in American English."""
    body = [[day(c[0]), c[3].title(), c[2], amount(c[5])] for c in COSTS]
    return [["Date", "Category", "Description", "Cost"], *body]


def _bracketed(cents: int) -> str:
    text = "$" + american(abs(cents))
    return f"({text})" if cents < 0 else text


def _trailing(cents: int) -> str:
    text = grouped(abs(cents), ".", ",")
    return text + "-" if cents < 0 else text


def _unicode_minus(cents: int) -> str:
    return grouped(cents, "\u00a0", ",").replace("-", "\u2212") + "\u00a0€"


def _with_title_and_totals() -> bytes:
    rows = fr_rows()
    total = ["Total général", "", french(sum(c[5] for c in COSTS))]
    rows = [["Dépenses commerciales 2024", "", ""], ["Édité le 05/04/2024", "", ""], ["", "", ""],
            *rows[:5], rows[0], *rows[5:], ["", "", ""], total]  # fmt: skip
    return _western(delimited(rows, ";"), "cp1252")


def _debit_credit() -> bytes:
    rows = [["Date", "Compte", "Intitulé", "Débit", "Crédit"]]
    for day, label, _, _, account, cents in COSTS:
        sides = ["", french(-cents)] if cents < 0 else [french(cents), ""]
        rows.append([day_month(day), account, label, *sides])
    return delimited(rows, ";").encode("utf-8-sig")


def _sense() -> bytes:
    rows = [["Date", "Libellé", "Montant", "Sens"]]
    for day, label, _, _, _, cents in COSTS:
        rows.append([day_month(day), label, french(abs(cents)), "C" if cents < 0 else "D"])
    return delimited(rows, ";").encode("utf-8")


def _net_vat_gross() -> bytes:
    rows = [["Date facture", "Fournisseur", "Montant HT", "TVA", "Montant TTC"]]
    for day, label, _, _, _, cents in COSTS:
        vat = cents // 5
        rows.append([day_month(day), label, french(cents), french(vat), french(cents + vat)])
    return delimited(rows, ";").encode("utf-8")


def _month_names() -> bytes:
    rows = [["Mois", "Poste", "Coût"]]
    for day, label, _, _, _, cents in COSTS:
        rows.append([f"{MONTHS_FR[int(day[5:7]) - 1]} 2024", label, french(cents)])
    return delimited(rows, ";").encode("utf-8")


MONTHS = ("2024-01", "2024-02", "2024-03", "2024-04")
Cell = Callable[[int], str]


def _across(key: int, by: int, amount: Cell) -> dict[str, dict[str, str]]:
    """Cells by a row's key and a column's: a month where the number is 0."""
    grid: dict[str, dict[str, str]] = {}
    for cost in COSTS:
        row, column = (str(cost[i])[:7] if i == 0 else str(cost[i]) for i in (key, by))
        assert column not in grid.setdefault(row, {})
        grid[row][column] = amount(cost[5])
    return grid


def _wide(first: list[list[str]], amount: Cell, label: int = 1) -> list[list[str]]:
    """Labels down, months across, with a total column and a total row."""
    rows = [*first]
    for name, cells in _across(label, 0, amount).items():
        total = amount(sum(c[5] for c in COSTS if c[label] == name))
        rows.append([name, *(cells.get(month, "") for month in MONTHS), total])
    sums = [amount(round(expected_by_month()[month] * 100)) for month in MONTHS]
    return [*rows, ["Total", *sums, amount(round(TOTAL * 100))]]


def _months_across() -> bytes:
    head = ["Poste", *(f"{name} 2024" for name in MONTHS_FR), "Total"]
    return delimited(_wide([head], french), ";").encode("utf-8")


def _two_header_rows() -> bytes:
    head = [["", "2024", "", "", "", ""], ["Poste", *MONTHS_FR, "Total"]]
    return _western(delimited(_wide(head, french), ";"), "cp1252")


def _us_months_across() -> bytes:
    head = ["Item", "Jan-24", "Feb-24", "Mar-24", "Apr-24", "Total"]
    return delimited(_wide([head], _bracketed, 2), ",", "\n").encode("utf-8")


def _categories_across() -> bytes:
    names = {"advertising": "Publicité", "commissions": "Commissions", "people": "Salaires",
             "entertainment": "Réceptions", "travel": "Déplacements", "events": "Salons",
             "tools": "Outils"}  # fmt: skip
    rows = [["Mois", *names.values(), "Total"]]
    for month, cells in _across(0, 3, french).items():
        total = french(round(expected_by_month()[month] * 100))
        rows.append([month, *(cells.get(key, "") for key in names), total])
    return delimited(rows, ";").encode("utf-8")


def _general_and_analytic() -> bytes:
    rows = [["Type", "Date", "Libellé", "Section", "Montant HT"]]
    for day, label, _, category, _, cents in COSTS:
        rows.append(["G", day_month(day), label, "", french(cents)])
        rows.append(["A", day_month(day), label, category[:3].upper(), french(cents)])
    return delimited(rows, ";").encode("utf-8")


def _year_and_month() -> bytes:
    rows = [["Année", "Mois", "Poste", "Coût"]]
    for day, label, _, _, _, cents in COSTS:
        rows.append([day[:4], str(int(day[5:7])), label, french(cents)])
    return delimited(rows, ";").encode("utf-8")


def fec(delimiter: str = "\t", amount: Callable[[int], str] | None = None,
        day: Callable[[str], str] | None = None, *, sense: bool = False, end: str = "",
        names: dict[str, str] | None = None, line_end: str = "\r\n") -> str:  # fmt: skip
    """The costs as a FEC, each against the supplier's account, with an opening entry."""
    money = amount or (lambda cents: grouped(cents, "", ","))
    when = day or (lambda text: text.replace("-", ""))
    header = list(ORDER)
    if sense:
        header[11:13] = ["Montant", "Sens"]
    lines = [delimiter.join((names or {}).get(name, name) for name in header) + end]

    def write(journal: str, number: int, date: str, account: str, label: str, cents: int) -> None:
        pair = [money(cents), money(0)] if cents > 0 else [money(0), money(-cents)]
        if sense:
            pair = [money(abs(cents)), "D" if cents > 0 else "C"]
        stamp, name = when(date), f"Compte {account[:3]}"
        cells = [journal, "Achats", str(number), stamp, account, name, "", "", f"F{number}",
                 stamp, label, *pair, "", "", stamp, "", ""]  # fmt: skip
        lines.append(delimiter.join(cells) + end)

    write("AN", 0, "2024-01-01", "51200000", "A nouveau", 500000)
    write("AN", 0, "2024-01-01", "10100000", "A nouveau", -500000)
    for number, (date, label, _, _, account, cents) in enumerate(COSTS, start=1):
        write("AC", number, date, account, label, cents)
        write("AC", number, date, "40100000", label, -cents)
    return line_end.join(lines) + line_end


def _thousands(cents: int) -> str:
    """1,2005 k€: a suffix stands for three zeros."""
    return f"{cents / 100_000:.5f}".rstrip("0").rstrip(".").replace(".", ",") + " k€"


def _plus_and_code(cents: int) -> str:
    """GBP +1,200.50."""
    return f"GBP {'+' if cents > 0 else ''}{american(cents)}"


def _month_in_words(day: str) -> str:
    """5 January 2024, or with the month short where an English program shortens it."""
    from datetime import date

    parsed = date.fromisoformat(day)
    return f"{parsed.day} {parsed:%B %Y}" if parsed.day > 15 else f"{parsed.day} {parsed:%b %Y}"


def _short_year(day: str) -> str:
    """dd-mm-yy."""
    return f"{day[8:]}-{day[5:7]}-{day[2:4]}"


def _percent_beside() -> bytes:
    whole = sum(cost[5] for cost in COSTS)
    rows = [[*fr_rows()[0], "Part"]]
    for row, cost in zip(fr_rows()[1:], COSTS, strict=True):
        rows.append([*row, f"{100 * cost[5] / whole:.1f} %".replace(".", ",")])
    return delimited(rows, ";").encode("utf-8")


def _plus_minus_one() -> bytes:
    text = fec("|", sense=True, end="|")
    return text.replace("|D|", "|+1|").replace("|C|", "|-1|").encode("utf-8")


def _padded(cents: int) -> str:
    return f"{abs(cents) // 100:010d},{abs(cents) % 100:02d}"


def _western(text: str, encoding: str) -> bytes:
    """Text in a one-byte encoding, signs it lacks written with those it has."""
    plainer = text.replace("\u202f", "\u00a0").replace("’", "'").replace("–", "-")
    return plainer.encode(encoding)


def _each_in_its_own_way(day: str) -> str:
    """A day in a spelling that is certain of itself, now one and now another."""
    from datetime import date

    parsed = date.fromisoformat(day)
    if parsed.day <= 12:
        return f"{parsed:%Y/%m/%d}" if parsed.month % 2 else f"{parsed.day} avril 2024"
    return day if parsed.day % 2 else day_month(day)


_GERMAN_DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_GERMAN_MONTHS = ("Januar", "Februar", "März", "April")


def _german_day(day: str) -> str:
    """Freitag, 5. Januar 2024."""
    from datetime import date

    parsed = date.fromisoformat(day)
    month = _GERMAN_MONTHS[parsed.month - 1]
    return f"{_GERMAN_DAYS[parsed.weekday()]}, {parsed.day}. {month} {parsed.year}"


def _milliseconds(day: str) -> str:
    """Milliseconds since 1970 at eight in the morning (UTC)."""
    from datetime import UTC, datetime

    moment = datetime.fromisoformat(f"{day}T08:00:00").replace(tzinfo=UTC)
    return str(int(moment.timestamp()) * 1000)


def _entries_by_path() -> bytes:
    """As GnuCash writes a journal: two entries a transaction, its day on the first of them."""
    head = ["Date", "Transaction ID", "Number", "Description", "Notes", "Commodity/Currency",
            "Void Reason", "Action", "Memo", "Full Account Name", "Account Name",
            "Amount With Sym", "Amount Num.", "Value With Sym", "Value Num.", "Reconcile",
            "Reconcile Date", "Rate/Price"]  # fmt: skip
    names = {"advertising": "Advertising", "commissions": "Commissions", "people": "Salaries",
             "entertainment": "Client meals", "travel": "Travel", "events": "Trade shows",
             "tools": "Software"}  # fmt: skip
    rows = [head]
    for number, (day, _, label, category, _, cents) in enumerate(COSTS, start=1):
        for path, units, first in (("Assets:Bank", -cents, True),
                                   (f"Expenses:{names[category]}", cents, False)):  # fmt: skip
            of_all = [day, f"{number:032x}", "", label, "", "CURRENCY::EUR", ""]
            figures = [f"€{american(units)}", american(units)] * 2
            rows.append([*(of_all if first else [""] * 7), "", "", path, path.split(":")[1],
                         *figures, "n", "", "1"])  # fmt: skip
    return delimited(rows, ",", "\n").encode("utf-8")


def _second_form() -> bytes:
    """The costs as a FEC of the law's second form, XML."""
    from xml.sax.saxutils import escape

    head, *lines = (line.split(";") for line in fec(";").strip().split("\r\n"))
    of_entry = ("EcritureNum", "EcritureDate", "EcritureLib", "PieceRef", "PieceDate", "ValidDate")
    of_line = ("CompteNum", "CompteLib", "Debit", "Credit")
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    for row in rows:
        for name in ("EcritureDate", "PieceDate", "ValidDate"):
            row[name] = f"{row[name][:4]}-{row[name][4:6]}-{row[name][6:]}"
        for name in ("Debit", "Credit"):
            row[name] = row[name].replace(",", ".")

    def written(row: dict[str, str], names: tuple[str, ...]) -> str:
        return "".join(f"<{name}>{escape(row[name])}</{name}>" for name in names)

    out = ['<?xml version="1.0" encoding="ISO-8859-15"?>', "<comptabilite><exercice>",
           "<DateCloture>2024-12-31</DateCloture>"]  # fmt: skip
    for journal in dict.fromkeys(row["JournalCode"] for row in rows):
        mine = [row for row in rows if row["JournalCode"] == journal]
        out.append(f"<journal>{written(mine[0], ('JournalCode', 'JournalLib'))}")
        for number in dict.fromkeys(row["EcritureNum"] for row in mine):
            entry = [row for row in mine if row["EcritureNum"] == number]
            out.append(f"<ecriture>{written(entry[0], of_entry)}")
            out += [f"<ligne>{written(row, of_line)}</ligne>" for row in entry]
            out.append("</ecriture>")
        out.append("</journal>")
    return _western("\n".join([*out, "</exercice></comptabilite>", ""]), "iso8859-15")


LONG: dict[str, Writer] = {
    "fr_utf8.csv": lambda: delimited(fr_rows(), ";").encode("utf-8"),
    "fr_utf8_bom.csv": lambda: delimited(fr_rows(), ";").encode("utf-8-sig"),
    "fr_cp1252.csv": lambda: _western(delimited(fr_rows(_unicode_minus), ";")
                                      .replace("\u2212", "-"), "cp1252"),
    "fr_iso8859_15.csv": lambda: _western(
        delimited(fr_rows(lambda c: grouped(c, " ", ",") + " €"), ";"), "iso8859-15"),
    "fr_utf16.txt": lambda: delimited(fr_rows(), "\t").encode("utf-16"),
    "fr_utf16_no_mark.txt": lambda: delimited(fr_rows(), "\t").encode("utf-16-le"),
    "fr_mac_line_ends.csv": lambda: delimited(fr_rows(), ";", "\r").encode("utf-8"),
    "fr_double_line_ends.csv": lambda: delimited(fr_rows(), ";", "\r\r\n").encode("utf-8"),
    "fr_sep_line.csv": lambda: b"sep=;\r\n" + _western(delimited(fr_rows(), ";"), "cp1252"),
    "fr_unicode_minus.csv": lambda: delimited(fr_rows(_unicode_minus), ";").encode("utf-8"),
    "fr_trailing_minus.csv": lambda: delimited(fr_rows(_trailing), "|").encode("utf-8"),
    "fr_comma_quoted.csv": lambda: delimited(fr_rows(), ",").encode("utf-8"),
    "ch_apostrophe.csv": lambda: delimited(fr_rows(lambda c: grouped(c, "’", "."),
                                                   lambda d: day_month(d, ".")), ";").encode(),
    "fr_title_and_totals.csv": _with_title_and_totals,
    "fr_debit_credit.csv": _debit_credit,
    "fr_sense.csv": _sense,
    "fr_net_vat_gross.csv": _net_vat_gross,
    "fr_month_names.csv": _month_names,
    "fr_excel_days.csv": lambda: delimited(fr_rows(day=serial), ";").encode("utf-8"),
    "fr_compact_days.csv": lambda: delimited(
        fr_rows(day=lambda d: day_month(d, "")), ";").encode("utf-8"),
    "fr_k_suffix.csv": lambda: delimited(fr_rows(_thousands), ";").encode("utf-8"),
    "fr_year_month_day.csv": lambda: delimited(
        fr_rows(day=lambda d: d.replace("-", "")), ";").encode("utf-8"),
    "fr_percent_beside.csv": _percent_beside,
    "gb_codes_short_years.csv": lambda: delimited(
        us_rows(_plus_and_code, _short_year), ",", "\n").encode("utf-8"),
    "gb_months_in_words.csv": lambda: delimited(
        us_rows(american, _month_in_words), ",", "\n").encode("utf-8"),
    "de_days_in_words.csv": lambda: delimited(
        fr_rows(lambda c: grouped(c, ".", ",") + " €", _german_day), ";").encode("utf-8"),
    "fr_days_in_several_ways.csv": lambda: delimited(
        fr_rows(day=_each_in_its_own_way), ";").encode("utf-8"),
    "fr_money_in_words.csv": lambda: delimited(
        fr_rows(lambda c: grouped(c, " ", ",") + " € HT"), ";").encode("utf-8"),
    "gnucash_entries.csv": _entries_by_path,
    "us_milliseconds.csv": lambda: delimited(
        us_rows(plain, _milliseconds), ",", "\n").encode("utf-8"),
    "us_utf8.csv": lambda: delimited(us_rows(), ",", "\n").encode("utf-8"),
    "us_brackets.csv": lambda: delimited(us_rows(_bracketed), ",", "\n",
                                         quoting=csv.QUOTE_ALL).encode("utf-8"),
    "us_iso_dates.tsv": lambda: delimited(us_rows(plain, str), "\t", "\n").encode("utf-8"),
    "us_timestamps.csv": lambda: delimited(
        us_rows(plain, lambda d: f"{d}T08:30:00Z"), ",", "\n").encode("utf-8"),
}  # fmt: skip

SHAPES: dict[str, Writer] = {
    "fr_months_across.csv": _months_across,
    "fr_two_header_rows.csv": _two_header_rows,
    "us_months_across.csv": _us_months_across,
    "fr_categories_across.csv": _categories_across,
    "fr_general_and_analytic.csv": _general_and_analytic,
    "fr_year_and_month.csv": _year_and_month,
}

FECS: dict[str, Writer] = {
    "fec_semicolon.txt": lambda: fec(";").encode("utf-8-sig"),
    "fec_pipe_sense.txt": lambda: fec("|", sense=True, end="|").encode("cp1252", errors="replace"),
    "fec_plus_minus_one.txt": _plus_minus_one,
    "fec_french_dates.txt": lambda: fec(day=day_month).encode("utf-8"),
    "fec_compact_french_dates.txt": lambda: fec(day=lambda d: day_month(d, "")).encode("utf-8"),
    "fec_zero_padded.txt": lambda: fec("|", _padded, line_end="\n").encode("utf-8"),
    "fec_spellings.txt": lambda: fec(
        names={"CompteLib": "CompteLIB", "Debit": "Débit", "Credit": "Crédit",
               "EcritureNum": "Ecriture Num"}).encode("utf-8"),
    "fec_second_form.xml": _second_form,
    "fec_nul_bytes.txt": lambda: fec().encode("utf-8").replace(b"Achats", b"Achats\x00\x00"),
}  # fmt: skip


def all_samples() -> dict[str, Writer]:
    """Every file of data/samples/ that is written here, the costs first."""
    from tests.reading.audit_variants import AUDIT_FILES
    from tests.reading.bank_variants import BANK_FILES, REFUSED_FILES
    from tests.reading.campaign_variants import CAMPAIGN_FILES
    from tests.reading.cost_variants import COST_FILES
    from tests.reading.crm_variants import CRM_FILES
    from tests.reading.currency_variants import CURRENCY_FILES
    from tests.reading.deal_variants import ASKED_DEAL_FILES, DEAL_FILES
    from tests.reading.event_variants import EVENT_FILES
    from tests.reading.invoices.written import INVOICE_FILES
    from tests.reading.ledger_variants import LEDGER_FILES
    from tests.reading.statement_files import STATEMENT_FILES

    return {**LONG, **SHAPES, **FECS, **DEAL_FILES, **CRM_FILES, **ASKED_DEAL_FILES, **BANK_FILES,
            **EVENT_FILES, **REFUSED_FILES, **CAMPAIGN_FILES, **STATEMENT_FILES,
            **INVOICE_FILES, **LEDGER_FILES, **AUDIT_FILES,
            **COST_FILES, **CURRENCY_FILES}  # fmt: skip


def write_samples() -> None:
    """Write every variant into data/samples/."""
    for name, writer in all_samples().items():
        (SAMPLES / name).write_bytes(writer())


if __name__ == "__main__":
    write_samples()
