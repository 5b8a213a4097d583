"""One set of invented spending by campaign, as a marketing team keeps it: costs that name channels.

Its months are those of the deals of `deal_variants`, whose sources it names.
`python -m tests.reading.variants` writes it into data/samples/ with all others.
"""

from __future__ import annotations

from tests.reading.variants import Writer, american, day_month, delimited, french

MONTHS = ("2024-01", "2024-02", "2024-03", "2024-04", "2024-05")
# category and campaign in English and French, then what was spent in each month, in cents
CAMPAIGNS: tuple[tuple[str, str, str, str, tuple[int, ...]], ...] = (
    ("Advertising", "LinkedIn Ads – managing directors", "Publicité",
     "LinkedIn Ads – dirigeants", (62000, 64050, 65500, 70025, 68000)),
    ("Advertising", "Google Ads – website", "Publicité", "Google Ads – site web",
     (90000, 95075, 91010, 88000, 93000)),
    ("Events", "Trade show – stand", "Salons", "Salon – stand", (120000, 0, 480000, 0, 0)),
    ("Tools", "HubSpot subscription", "Logiciels", "Abonnement HubSpot", (45900,) * 5),
    ("People", "Sales team payroll", "Salaires", "Salaires équipe commerciale", (426000,) * 5),
)  # fmt: skip


def _english() -> bytes:
    rows = [[f"{month}-28", category, campaign, american(cents[at])]
            for at, month in enumerate(MONTHS)
            for category, campaign, _, _, cents in CAMPAIGNS if cents[at]]  # fmt: skip
    return delimited([["Date", "Category", "Campaign", "Cost"], *rows], ",").encode()


def _french() -> bytes:
    rows = [[day_month(f"{month}-28"), category, campaign, french(cents[at])]
            for at, month in enumerate(MONTHS)
            for _, _, category, campaign, cents in CAMPAIGNS if cents[at]]  # fmt: skip
    return delimited([["Date", "Poste", "Campagne", "Montant HT"], *rows], ";").encode()


def _report(head: list[str], english: bool) -> list[list[str]]:
    """As an advertising platform: what each row covers, and the whole in a row of its own."""
    rows = [[f"{month}-01", f"{month}-28", row[1 if english else 3], american(row[4][at])]
            for at, month in enumerate(MONTHS) for row in CAMPAIGNS if row[4][at]]  # fmt: skip
    total = american(sum(sum(row[4]) for row in CAMPAIGNS)).replace(",", "")
    first = [f"{MONTHS[0]}-01", f"{MONTHS[-1]}-28", "", total]
    return [head, first, *([*row[:3], row[3].replace(",", "")] for row in rows)]


def _report_english() -> bytes:
    head = ["Reporting starts", "Reporting ends", "Campaign name", "Amount spent (EUR)"]
    return delimited(_report(head, True), ",").encode()


def _report_french() -> bytes:
    head = ["Début des rapports", "Fin des rapports", "Nom de la campagne", "Montant dépensé (EUR)"]
    return delimited(_report(head, False), ",").encode("utf-8-sig")


CAMPAIGN_FILES: dict[str, Writer] = {
    "campaigns_en.csv": _english,
    "campaigns_fr.csv": _french,
    "campaigns_report_en.csv": _report_english,
    "campaigns_report_fr.csv": _report_french,
}
