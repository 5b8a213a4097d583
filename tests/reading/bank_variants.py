"""One set of invented movements as bank statements and expense reports, and files to refuse.

`python -m tests.reading.variants` writes them into data/samples/ with all others.
"""

from __future__ import annotations

import io
import zipfile

from tests.reading.variants import Writer, american, day_month, delimited, french, grouped, plain

# day, what the bank writes, who was paid, cents (negative: it left the account), category
MOVEMENTS: tuple[tuple[str, str, str, int, str], ...] = (
    ("2024-03-01", "PRLV SEPA LOYER SCI DES HALLES", "SCI des Halles loyer", -180000,
     "not_selling"),
    ("2024-03-04", "CARTE 03/03 GOOGLE ADS 4029357733 IE", "Google Ads", -125050, "advertising"),
    ("2024-03-05", "VIR RECU ACME SAS FACTURE 2024-031", "Acme SAS", 960000, ""),
    ("2024-03-07", "CB LINKEDIN MARKETING 06/03", "LinkedIn Marketing", -60000, "advertising"),
    ("2024-03-08", "PRLV SEPA HUBSPOT IRELAND", "HubSpot", -45900, "tools"),
    ("2024-03-12", "CARTE 11/03 SNCF CONNECT PARIS", "SNCF Connect", -15640, "travel"),
    ("2024-03-13", "CARTE 12/03 UBER EATS HELP.UBER", "Uber Eats", -3890, "entertainment"),
    ("2024-03-14", "CARTE 13/03 UBER TRIP AMSTERDAM", "Uber trip", -2275, "travel"),
    ("2024-03-18", "COTISATION CARTE VISA BUSINESS", "Cotisation carte", -1250, "not_selling"),
    ("2024-03-20", "PRLV DGFIP TVA 022024", "DGFIP TVA", -230400, "not_selling"),
    ("2024-03-22", "VIR INTERNE VERS LIVRET", "Virement interne", -500000, "not_selling"),
    ("2024-03-25", "CARTE 24/03 HOTEL IBIS LYON", "Hotel Ibis Lyon", -21890, "travel"),
    ("2024-03-28", "VIR SALAIRE L MARTIN MARS", "Salaire L. Martin", -284512, "people"),
    ("2024-04-02", "CARTE 01/04 ZORGLUB STUDIO 75011", "Zorglub Studio", -30000, "other"),
    ("2024-04-05", "PRLV URSSAF ILE DE FRANCE", "URSSAF", -118033, "people"),
    ("2024-04-09", "VIR RECU BETA SARL SOLDE FACTURE", "Beta SARL", 240000, ""),
    ("2024-04-11", "CARTE 10/04 ZORGLUB STUDIO 75011", "Zorglub Studio", -12050, "other"),
)  # fmt: skip
OWN_TRANSFER = "VIR INTERNE VERS LIVRET"
"""What only moves between two accounts of the holder: no cost."""
SPENT = tuple(m for m in MOVEMENTS if m[3] < 0 and m[1] != OWN_TRANSFER)
# What an expense report holds: company cards and money laid out, all of it spending.
EXPENSES = tuple(m for m in MOVEMENTS if m[1].startswith(("CARTE", "CB")))
OPENING = 2500000


def _balances() -> list[int]:
    found, balance = [], OPENING
    for movement in MOVEMENTS:
        balance += movement[3]
        found.append(balance)
    return found


def _debit_credit() -> bytes:
    """As a French bank: title lines, opening and closing balance, the newest movement first."""
    head = ["Date", "Libellé", "Débit", "Crédit", "Solde"]
    rows = [[day_month(m[0]), m[1], french(-m[3]) if m[3] < 0 else "",
             french(m[3]) if m[3] > 0 else "", french(b)]
            for m, b in zip(MOVEMENTS, _balances(), strict=True)]  # fmt: skip
    title = [["Compte courant entreprise"], ["Du 01/03/2024 au 15/04/2024"], [""]]
    last = ["01/03/2024", "SOLDE INITIAL", "", "", french(OPENING)]
    text = delimited([*title, head, *reversed(rows), last], ";")
    return text.replace("\u202f", "\u00a0").encode("cp1252")


def _signed() -> bytes:
    head = ["Date opération", "Date de valeur", "Libellé de l’opération", "Montant(EUROS)"]
    rows = [[day_month(m[0]), day_month(m[0]), m[1], grouped(m[3], " ", ",")] for m in MOVEMENTS]
    return delimited([head, *rows], ";").encode("utf-8-sig")


def _english() -> bytes:
    """As an online bank: movements that never happened among the others."""
    head = ["Type", "Product", "Started Date", "Completed Date", "Description", "Amount",
            "Currency", "State", "Balance"]  # fmt: skip
    rows = []
    for m, balance in zip(MOVEMENTS, _balances(), strict=True):
        kind = "CARD_PAYMENT" if m[1].startswith(("CARTE", "CB")) else "TRANSFER"
        rows.append([kind, "Current", f"{m[0]} 08:02:11", f"{m[0]} 20:15:40", m[2], plain(m[3]),
                     "EUR", "COMPLETED", plain(balance)])  # fmt: skip
    dead = ["CARD_PAYMENT", "Current", "2024-03-15 10:00:00", "2024-03-15 10:00:00", "Meta Ads",
            "-777.77", "EUR", "DECLINED", ""]  # fmt: skip
    rows.insert(5, dead)
    rows.insert(9, [*dead[:4], "Canva", "-88.88", "EUR", "REVERTED", ""])
    return delimited([head, *rows], ",", "\n").encode("utf-8")


def _counterparty() -> bytes:
    head = ["Settlement date (UTC)", "Counterparty name", "Total amount (incl. VAT)", "Currency",
            "Payment method", "Reference"]  # fmt: skip
    rows = [[day_month(m[0]), m[2], plain(m[3]), "EUR", "Card", m[1]] for m in MOVEMENTS]
    return delimited([head, *rows], ";", "\n").encode("utf-8")


def _expense_report() -> bytes:
    head = ["Date de dépense", "Collaborateur", "Commerçant", "Montant TTC", "TVA", "Justificatif"]
    rows = [[day_month(m[0]), "Léa Martin", m[2], french(round(-m[3] * 1.2)),
             french(round(-m[3] * 1.2) + m[3]), "oui"] for m in EXPENSES]  # fmt: skip
    total = ["Total", "", "", french(sum(round(-m[3] * 1.2) for m in EXPENSES)), "", ""]
    return delimited([head, *rows, total], ";").encode("utf-8-sig")


def _expenses_english() -> bytes:
    names = {"advertising": "Advertising", "travel": "Travel", "entertainment": "Client meals",
             "other": ""}  # fmt: skip
    head = ["Timestamp", "Merchant", "Amount", "MCC", "Category", "Description", "Reimbursable",
            "Original Currency", "Original Amount"]  # fmt: skip
    rows = [[f"{m[0]} 00:00:00", m[2], american(-m[3]), "", names[m[4]], "", "no", "EUR",
             american(-m[3])] for m in EXPENSES]  # fmt: skip
    return delimited([head, *rows], ",", "\n", quoting=1).encode("utf-8")


BANK_FILES: dict[str, Writer] = {
    "bank_fr_debit_credit.csv": _debit_credit,
    "bank_fr_signed.csv": _signed,
    "bank_en_online.csv": _english,
    "bank_en_counterparty.csv": _counterparty,
    "expenses_fr_report.csv": _expense_report,
    "expenses_en_cards.csv": _expenses_english,
}


# Files to refuse --------------------------------------------------------------------------------


def _pivot(french_words: bool) -> bytes:
    words = ("Somme de Montant", "Étiquettes de colonnes", "Étiquettes de lignes", "Total général")
    if not french_words:
        words = ("Sum of Amount", "Column Labels", "Row Labels", "Grand Total")
    write = french if french_words else american
    rows = [[words[0], words[1], "", ""], [words[2], "2024-03", "2024-04", words[3]]]
    kinds = sorted({m[4] for m in MOVEMENTS if m[3] < 0})
    for kind in kinds:
        months = [-sum(m[3] for m in MOVEMENTS if m[4] == kind and m[0][:7] == month)
                  for month in ("2024-03", "2024-04")]  # fmt: skip
        rows.append([kind, *(write(cents) for cents in (*months, sum(months)))])
    return delimited(rows, ";" if french_words else ",").encode("utf-8-sig")


def _profit_and_loss() -> bytes:
    rows = [["Compte de résultat", "2022", "2023"], ["Chiffre d’affaires", "412 000", "455 300"],
            ["Achats consommés", "98 000", "104 200"], ["Marge brute", "314 000", "351 100"],
            ["Charges externes", "71 000", "75 800"], ["Valeur ajoutée", "243 000", "275 300"],
            ["Salaires et charges", "186 000", "201 000"],
            ["Résultat d’exploitation", "57 000", "74 300"],
            ["Résultat net", "42 800", "55 900"]]  # fmt: skip
    return delimited(rows, ";").replace("’", "'").encode("cp1252")


def _profit_and_loss_by_month() -> bytes:
    rows = [["", "Jan 2024", "Feb 2024", "Mar 2024"], ["Revenue", "40,000", "42,500", "39,800"],
            ["Cost of sales", "12,000", "12,700", "11,900"],
            ["Gross profit", "28,000", "29,800", "27,900"],
            ["Marketing", "4,000", "4,100", "4,300"], ["Payroll", "15,000", "15,000", "15,000"],
            ["Operating income", "9,000", "10,700", "8,600"],
            ["Net income", "6,900", "8,100", "6,500"]]  # fmt: skip
    return delimited(rows, ",").encode("utf-8")


def _zipped(inside: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(inside), "date;montant\n2024-03-01;12,50\n")
    return out.getvalue()


_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
REFUSED_FILES: dict[str, Writer] = {
    "refused_pivot_fr.csv": lambda: _pivot(True),
    "refused_pivot_en.csv": lambda: _pivot(False),
    "refused_profit_and_loss_fr.csv": _profit_and_loss,
    "refused_profit_and_loss_en.csv": _profit_and_loss_by_month,
    "refused_image.csv": lambda: _PNG,
    "refused_pdf.csv": lambda: b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n",
    "refused_archive.csv": lambda: _zipped("depenses.csv"),
    "refused_document.csv": lambda: _zipped("word/document.xml"),
}
REASONS = {
    "refused_pivot_fr.csv": "pivot",
    "refused_pivot_en.csv": "pivot",
    "refused_profit_and_loss_fr.csv": "profit_and_loss",
    "refused_profit_and_loss_en.csv": "profit_and_loss",
    "refused_image.csv": "image",
    "refused_pdf.csv": "pdf",
    "refused_archive.csv": "archive",
    "refused_document.csv": "document",
}
