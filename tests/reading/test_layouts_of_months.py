"""Costs by month in layouts drawn at random: months across or down, in seven languages.

The total is right in every month, or one of the answers to what is asked gives it.
"""

from __future__ import annotations

import numpy as np
import pytest

from tests.reading.drawn import figure, gives_its_total
from tests.reading.mutations import Rng
from tests.reading.test_mutations import COUNT

MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
          "diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
          "dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
          "dezembro",
}  # fmt: skip
SHORT = {"janvier": "janv.", "février": "févr.", "juillet": "juil.", "septembre": "sept.",
         "octobre": "oct.", "décembre": "déc.", "January": "Jan", "August": "Aug",
         "September": "Sep", "Dezember": "Dez", "agosto": "ago", "enero": "ene", "maart": "mrt",
         "fevereiro": "fev", "gennaio": "gen"}  # fmt: skip
# What heads the kinds, what heads the months, the total, a title; then kinds of costs.
WORDS = {
    "fr": ("Poste", "Mois", "Total", "Dépenses commerciales",
           "Salaires CRM Publicité Déplacements Téléphonie Salons Sous-traitance"),
    "en": ("Category", "Month", "Total", "Sales costs",
           "Salaries CRM Advertising Travel Phone Events Contractors"),
    "de": ("Kostenart", "Monat", "Summe", "Vertriebskosten",
           "Gehälter CRM Werbung Reisen Telefon Messen Fremdleistungen"),
    "es": ("Concepto", "Mes", "Total", "Gastos comerciales",
           "Salarios CRM Publicidad Viajes Teléfono Ferias Subcontratas"),
    "it": ("Voce", "Mese", "Totale", "Costi commerciali",
           "Stipendi CRM Pubblicità Viaggi Telefono Fiere Consulenze"),
    "nl": ("Omschrijving", "Maand", "Totaal", "Verkoopkosten",
           "Lonen CRM Reclame Reizen Telefoon Beurzen Inhuur"),
    "pt": ("Rubrica", "Mês", "Total", "Despesas comerciais",
           "Salários CRM Publicidade Viagens Telefone Feiras Subcontratos"),
}  # fmt: skip


def _headings(months: list[int], lang: str, rng: Rng) -> list[str]:
    names = [MONTHS[lang].split()[month] for month in months]
    ways = [[f"{name} 2025" for name in names], [f"2025-{month + 1:02}" for month in months],
            [f"{month + 1:02}/2025" for month in months],
            [f"{SHORT.get(name, name)} 25" for name in names]]  # fmt: skip
    return ways[int(rng.integers(len(ways)))]


def layout(seed: int) -> tuple[str, dict[str, float]]:
    """A table as text, and what it cost by month."""
    rng = np.random.default_rng(seed)
    lang = list(WORDS)[seed % len(WORDS)]
    of_kinds, of_months, total, title, kinds = WORDS[lang]
    first = int(rng.integers(0, 9))
    months = list(range(first, int(rng.integers(first + 3, 13))))
    names = rng.permutation(kinds.split())[: int(rng.integers(2, 8))].tolist()
    cents = rng.integers(2_000, 600_000, (len(names), len(months)))
    cents[rng.random(cents.shape) < 0.12] = 0
    comma, empty = lang != "en", str(rng.choice(["", "0", "-"]))
    parts = str(rng.choice(["", " ", "."] if comma else ["", ","]))

    def written(amount: int) -> str:
        return figure(amount, parts, "," if comma else ".") if amount else empty

    heads = _headings(months, lang, rng)
    rows = [[of_kinds, *heads]]
    rows += [[name, *map(written, line)] for name, line in zip(names, cents.tolist(), strict=True)]
    whole = [total, *map(written, cents.sum(axis=0).tolist())]
    by_row = [total, *map(written, [*cents.sum(axis=1).tolist(), int(cents.sum())])]
    with_line, with_column = rng.random(2) < 0.5
    if with_line:
        rows.append(whole)
    if with_column:
        rows = [[*row, cell] for row, cell in zip(rows, by_row, strict=False)]
        if with_line:
            rows[-1][-1] = written(int(cents.sum()))
    if rng.random() < 0.4:  # months down
        rows = [list(row) for row in zip(*rows, strict=True)]
        rows[0][0] = of_months
    sign = str(rng.choice([";", "\t"]))
    above = [title, ""] if rng.random() < 0.3 else []
    text = "\n".join([*above, *(sign.join(row) for row in rows), ""])
    sums = cents.sum(axis=0) / 100
    return text, {f"2025-{m + 1:02}": float(s) for m, s in zip(months, sums, strict=True) if s}


@pytest.mark.spoilt
@pytest.mark.parametrize("part", range(2))
def test_costs_by_month_in_any_layout_give_their_total_or_ask_for_it(part: int) -> None:
    for seed in range(part, COUNT, 2):
        gives_its_total(layout(seed), "costs.csv", seed, most=1)
