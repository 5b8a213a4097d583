"""Reports of advertising in layouts drawn at random, as platforms export them in eight languages.

What was spent is right in every month, or one of the answers to what is asked gives it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from tests.reading.drawn import figure, gives_its_total, one_of
from tests.reading.test_mutations import COUNT

_CAMPAIGNS = ("Brand search FR", "Retargeting", "SDR Q2", "Webinar", "Demo request", "ABM tier 1")


@dataclass(frozen=True)
class Tongue:
    """Headings by what stands under them, several ways each behind bars; words of a total and a
    title, how a day is written, the decimal sign."""

    day: str
    month: str
    account: str
    campaign: str
    group: str
    number: str
    status: str
    currency: str
    impressions: str
    clicks: str
    ctr: str
    cpc: str
    conversions: str
    per_conversion: str
    worth: str
    budget: str
    cost: str
    total: str
    title: str
    days: str = "{d:02}/{m:02}/{y}"
    decimal: str = ","


TONGUES = {
    "en": Tongue("Day|Date|Start Date (in UTC)", "Month", "Account name|Account Name",
                 "Campaign|Campaign name|Campaign Name", "Ad group|Ad set name", "Campaign ID",
                 "Campaign status|Delivery|Status", "Currency code|Currency", "Impressions|Impr.",
                 "Clicks|Link clicks", "CTR|Click Through Rate",
                 "Avg. CPC|CPC (cost per link click)",
                 "Conversions|Leads|Results", "Cost / conv.|Cost per result|Cost per Lead",
                 "Conv. value|Total conversion value", "Budget|Daily budget|Total Budget",
                 "Cost|Spend|Amount spent (EUR)|Total Spent", "Total: account|Total|Totals",
                 "Campaign report", "{y}-{m:02}-{d:02}", "."),
    "fr": Tongue("Jour|Date", "Mois", "Nom du compte|Compte", "Campagne|Nom de la campagne",
                 "Groupe d’annonces|Nom de l’ensemble de publicités", "ID de campagne",
                 "État de la campagne|Statut|Diffusion", "Code de devise|Devise",
                 "Impressions|Impr.", "Clics|Clics sur un lien", "CTR|Taux de clics",
                 "CPC moy.|CPC (coût par clic sur un lien)", "Conversions|Résultats|Leads",
                 "Coût/conv.|Coût par résultat", "Valeur de conv.", "Budget|Budget quotidien",
                 "Coût|Montant dépensé (EUR)|Dépenses|Total dépensé", "Total : compte|Total",
                 "Rapport sur les campagnes"),
    "de": Tongue("Tag|Datum", "Monat", "Kontoname|Konto", "Kampagne|Kampagnenname",
                 "Anzeigengruppe|Name der Anzeigengruppe", "Kampagnen-ID",
                 "Kampagnenstatus|Status|Auslieferung", "Währungscode|Währung",
                 "Impressionen|Impr.", "Klicks|Link-Klicks", "CTR|Klickrate",
                 "Durchschn. CPC|CPC (Kosten pro Link-Klick)", "Conversions|Ergebnisse|Leads",
                 "Kosten/Conv.|Kosten pro Ergebnis", "Conv.-Wert", "Budget|Tagesbudget",
                 "Kosten|Ausgegebener Betrag (EUR)|Ausgaben", "Gesamt: Konto|Gesamt|Summe",
                 "Kampagnenbericht", "{d:02}.{m:02}.{y}"),
    "es": Tongue("Día|Fecha", "Mes", "Nombre de la cuenta|Cuenta",
                 "Campaña|Nombre de la campaña", "Grupo de anuncios", "ID de campaña",
                 "Estado de la campaña|Entrega|Estado", "Código de moneda|Divisa",
                 "Impresiones|Impr.", "Clics|Clics en el enlace", "CTR|Porcentaje de clics",
                 "CPC medio|CPC (coste por clic en el enlace)", "Conversiones|Resultados",
                 "Coste/conv.|Coste por resultado", "Valor de conv.", "Presupuesto",
                 "Coste|Importe gastado (EUR)|Inversión", "Total: cuenta|Total",
                 "Informe de campañas"),
    "it": Tongue("Giorno|Data", "Mese", "Nome account|Account", "Campagna|Nome della campagna",
                 "Gruppo di annunci", "ID campagna", "Stato della campagna|Stato|Pubblicazione",
                 "Codice valuta|Valuta", "Impressioni|Impr.", "Clic|Clic sul link",
                 "CTR|Percentuale di clic", "CPC medio|CPC (costo per clic sul link)",
                 "Conversioni|Risultati", "Costo/conv.|Costo per risultato", "Valore conv.",
                 "Budget|Budget giornaliero", "Costo|Importo speso (EUR)|Spesa",
                 "Totale: account|Totale", "Rapporto campagne"),
    "pt": Tongue("Dia|Data", "Mês", "Nome da conta|Conta", "Campanha|Nome da campanha",
                 "Grupo de anúncios", "ID da campanha", "Estado da campanha|Veiculação|Estado",
                 "Código da moeda|Moeda", "Impressões|Impr.", "Cliques|Cliques no link",
                 "CTR|Taxa de cliques", "CPC médio|CPC (custo por clique no link)",
                 "Conversões|Resultados", "Custo/conv.|Custo por resultado", "Valor da conv.",
                 "Orçamento", "Custo|Valor usado (EUR)|Montante gasto", "Total: conta|Total",
                 "Relatório de campanhas"),
    "nl": Tongue("Dag|Datum", "Maand", "Accountnaam|Account", "Campagne|Campagnenaam",
                 "Advertentiegroep", "Campagne-ID", "Campagnestatus|Status|Weergave",
                 "Valutacode|Valuta", "Vertoningen|Weergaven", "Klikken|Klikken op link",
                 "CTR|Klikfrequentie", "Gem. CPC|CPC (kosten per klik op link)",
                 "Conversies|Resultaten", "Kosten/conv.|Kosten per resultaat", "Conv.waarde",
                 "Budget|Dagbudget", "Kosten|Besteed bedrag (EUR)|Uitgaven",
                 "Totaal: account|Totaal", "Campagnerapport", "{d:02}-{m:02}-{y}"),
    "sv": Tongue("Dag|Datum", "Månad", "Kontonamn|Konto", "Kampanj|Kampanjnamn", "Annonsgrupp",
                 "Kampanj-id", "Kampanjstatus|Status|Leverans", "Valutakod|Valuta",
                 "Visningar|Exponeringar", "Klick|Länkklick", "CTR|Klickfrekvens",
                 "Genomsn. CPC|CPC (kostnad per länkklick)", "Konverteringar|Resultat",
                 "Kostnad/konv.|Kostnad per resultat", "Konv.värde", "Budget|Dagsbudget",
                 "Kostnad|Spenderat belopp (SEK)|Spenderat", "Totalt: konto|Totalt|Summa",
                 "Kampanjrapport", "{y}-{m:02}-{d:02}"),
}  # fmt: skip


def layout(seed: int) -> tuple[str, dict[str, float]]:
    """A report as text, and what was spent by month."""
    rng = np.random.default_rng(seed)
    tongue = TONGUES[list(TONGUES)[seed % len(TONGUES)]]
    parts = str(rng.choice(["", " ", "."] if tongue.decimal == "," else ["", ","]))

    def money(cents: int) -> str:
        return figure(int(cents), parts, tongue.decimal)

    def count(number: int) -> str:
        return f"{int(number):,}".replace(",", parts)

    daily = bool(rng.random() < 0.7)
    first = int(rng.integers(1, 9))
    when = [(month, day) for month in range(first, first + int(rng.integers(2, 4)))
            for day in ([1, 9, 17, 26] if daily else [1])]  # fmt: skip
    names = rng.permutation(_CAMPAIGNS)[: int(rng.integers(2, 5))].tolist()
    rows = [(month, day, name) for month, day in when for name in names]
    size = len(rows)
    cost = rng.integers(800, 90_000, size)
    cost[rng.random(size) < 0.1] = 0
    clicks = cost // int(rng.integers(80, 400))
    seen = clicks * int(rng.integers(30, 90)) + rng.integers(0, 50, size)
    won = clicks // 25
    texts: dict[str, list[str]] = {}
    shape = tongue.days if daily else str(rng.choice(["{y}-{m:02}", "{m:02}/{y}"]))
    texts[one_of(rng, tongue.day if daily else tongue.month)] = [
        shape.format(y=2025, m=month, d=day) for month, day, _ in rows]  # fmt: skip
    texts[one_of(rng, tongue.campaign)] = [name for *_, name in rows]
    more = {
        one_of(rng, tongue.account): ["Maillage SAS"] * size,
        one_of(rng, tongue.group): [f"{name} – 1" for *_, name in rows],
        one_of(rng, tongue.number): [str(23_850_000 + names.index(name)) for *_, name in rows],
        one_of(rng, tongue.status): ["Active" if len(name) % 2 else "Paused" for *_, name in rows],
        one_of(rng, tongue.currency): ["SEK" if tongue.days[1] == "y" and parts else "EUR"] * size,
        "": [""] * size,
    }  # fmt: skip
    texts |= {head: cells for head, cells in more.items() if head and rng.random() < 0.4}
    figures = {
        one_of(rng, tongue.impressions): ([count(one) for one in seen], count(seen.sum())),
        one_of(rng, tongue.clicks): ([count(one) for one in clicks], count(clicks.sum())),
        one_of(rng, tongue.ctr): ([f"{one}{tongue.decimal}{two}%" for one, two in
                                 zip(clicks % 4, clicks % 10, strict=True)], "1" + "%"),
        one_of(rng, tongue.cpc): ([money(rng.integers(80, 400)) for _ in range(size)], money(210)),
        one_of(rng, tongue.conversions): ([count(one) for one in won], count(won.sum())),
        one_of(rng, tongue.per_conversion): ([money(one) for one in cost // np.maximum(won, 1)],
                                           money(cost.sum() // max(int(won.sum()), 1))),
        one_of(rng, tongue.worth): ([money(one) for one in won * 9_000], money(won.sum() * 9_000)),
        one_of(rng, tongue.budget): ([money(5_000 + 100 * len(name)) for *_, name in rows], ""),
    }  # fmt: skip
    figures = {head: cells for head, cells in figures.items() if rng.random() < 0.6}
    if rng.random() < 0.2 and figures:  # a column that the platform has and nobody fills
        head = next(iter(figures))
        figures[head] = ([""] * size, "")
    figures[one_of(rng, tongue.cost)] = ([money(one) for one in cost], money(cost.sum()))
    order = rng.permutation(list(figures)).tolist()
    body = [[*(cells[row] for cells in texts.values()), *(figures[head][0][row] for head in order)]
            for row in range(size)]  # fmt: skip
    if rng.random() < 0.4:
        total = [one_of(rng, tongue.total), *[""] * (len(texts) - 1)]
        line = [*total, *(figures[head][1] for head in order)]
        body = [line, *body] if rng.random() < 0.4 else [*body, line]
    sign = str(rng.choice([";", "\t"]))
    above = [tongue.title, f"2025-{first:02}-01 – 2025-12-31", ""] if rng.random() < 0.3 else []
    text = "\n".join([*above, sign.join([*texts, *order]), *(sign.join(row) for row in body), ""])
    spent: dict[str, int] = {}
    for (month, *_), amount in zip(rows, cost.tolist(), strict=True):
        spent[f"2025-{month:02}"] = spent.get(f"2025-{month:02}", 0) + amount
    return text, {month: cents / 100 for month, cents in spent.items() if cents}


@pytest.mark.spoilt
@pytest.mark.parametrize("part", range(2))
def test_a_report_of_ads_in_any_layout_gives_what_was_spent_or_asks_for_it(part: int) -> None:
    for seed in range(part, COUNT, 2):
        gives_its_total(layout(seed), "campaigns.csv", seed, most=3)
