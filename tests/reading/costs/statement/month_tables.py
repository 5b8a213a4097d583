"""Tables by month that hold money in beside costs, in the words and shapes people have them."""

from __future__ import annotations

from collections.abc import Callable

Row = list[str | float]
# Heading and total of money in, of costs, and the line of what is left: cash plans, then P&L.
WORDS: dict[str, tuple[str, str, str, str, str]] = {
    "en cash": ("Money in", "Total money in", "Money out", "Total money out", "Net movement"),
    "en p&l": ("Turnover", "Total turnover", "Costs", "Total costs", "Surplus / (deficit)"),
    "fr cash": ("1. Entrées de trésorerie", "Total des entrées", "2. Sorties de trésorerie",
                "Total des sorties", "Flux net de trésorerie"),
    "fr p&l": ("RECETTES D’EXPLOITATION", "Total recettes", "DÉPENSES D’EXPLOITATION",
               "Total dépenses", "RÉSULTAT D’EXPLOITATION"),
    "de cash": ("Einzahlungen", "Summe der Einzahlungen", "Auszahlungen", "Auszahlungen gesamt",
                "Überschuss"),
    "de p&l": ("Erlöse", "Erlöse gesamt", "Kosten", "Gesamtkosten", "Gewinn / Verlust"),
    "es cash": ("Cobros", "Total cobros", "Pagos", "Total de pagos", "Flujo de caja neto"),
    "es p&l": ("INGRESOS", "TOTAL INGRESOS", "GASTOS", "TOTAL GASTOS", "RESULTADO"),
    "it cash": ("Incassi", "Totale incassi", "Pagamenti", "Totale pagamenti", "Saldo del mese"),
    "it p&l": ("Ricavi", "Totale ricavi", "Costi", "Totale costi", "Utile netto"),
    "pt cash": ("Recebimentos", "Total de recebimentos", "Pagamentos", "Total de pagamentos",
                "Saldo do mês"),
    "pt p&l": ("Receitas", "Total das receitas", "Despesas", "Total das despesas",
               "Resultado líquido"),
    "nl cash": ("Ontvangsten", "Totaal ontvangsten", "Betalingen", "Totaal betalingen",
                "Nettokasstroom"),
    "nl p&l": ("Opbrengsten", "Totaal opbrengsten", "Lasten", "Totaal lasten", "Winst"),
}  # fmt: skip
IN: dict[str, tuple[float, ...]] = {"Wijk Lda": (6100, 5900.5, 6400), "Prix": (0, 750, 0)}
OUT: dict[str, tuple[float, ...]] = {"Zorglub": (410, 410, 410), "Team": (2150, 2150, 2275.25),
                                     "Google Ads": (80, 95.75, 0)}  # fmt: skip
BY_MONTH = {"2025-03": 2640.0, "2025-04": 2655.75, "2025-05": 2685.25}
TOTAL = 7981.0
HEAD: Row = ["", "2025-03", "2025-04", "2025-05", "Total"]


def row(name: str, *figures: float) -> Row:
    """A line with its sum at the end."""
    return [name, *figures, round(sum(figures), 2)]


def summed(lines: dict[str, tuple[float, ...]]) -> tuple[float, ...]:
    """What some lines add up to, month by month."""
    return tuple(round(sum(column), 2) for column in zip(*lines.values(), strict=True))


def heading(name: str) -> Row:
    """A line without amounts."""
    return [name, "", "", "", ""]


def lines(some: dict[str, tuple[float, ...]], sign: int = 1) -> list[Row]:
    """The lines of a section."""
    return [row(name, *(sign * figure for figure in figures)) for name, figures in some.items()]


_RECEIVED, _SPENT = summed(IN), summed(OUT)
_LEFT = tuple(round(a - b, 2) for a, b in zip(_RECEIVED, _SPENT, strict=True))
_HELD = tuple(round(900 + sum(_LEFT[: n + 1]), 2) for n in range(len(_LEFT)))


def _whole(words: tuple[str, ...]) -> list[Row]:
    first, in_all, second, out_all, left = words
    return [HEAD, heading(first), *lines(IN), row(in_all, *_RECEIVED), heading(second),
            *lines(OUT), row(out_all, *_SPENT), row(left, *_LEFT)]  # fmt: skip


def _without_result(words: tuple[str, ...]) -> list[Row]:
    return _whole(words)[:-1]


def _without_totals(words: tuple[str, ...]) -> list[Row]:
    first, _, second, _, left = words
    return [HEAD, heading(first), *lines(IN), heading(second), *lines(OUT), row(left, *_LEFT)]


def _headings_with_sums(words: tuple[str, ...]) -> list[Row]:
    first, _, second, _, left = words
    return [HEAD, row(first, *_RECEIVED), *lines(IN), row(second, *_SPENT), *lines(OUT),
            row(left, *_LEFT)]  # fmt: skip


def _totals_alone(words: tuple[str, ...]) -> list[Row]:
    _, in_all, _, out_all, left = words
    return [HEAD, *lines(IN), row(in_all, *_RECEIVED), *lines(OUT), row(out_all, *_SPENT),
            row(left, *_LEFT)]  # fmt: skip


def _two_lines(words: tuple[str, ...]) -> list[Row]:
    first, _, second, _, left = words
    return [HEAD, row(first, *_RECEIVED), row(second, *_SPENT), row(left, *_LEFT)]


def _costs_first(words: tuple[str, ...]) -> list[Row]:
    first, in_all, second, out_all, left = words
    return [HEAD, heading(second), *lines(OUT), row(out_all, *_SPENT), heading(first), *lines(IN),
            row(in_all, *_RECEIVED), row(left, *_LEFT)]  # fmt: skip


def _costs_below_zero(words: tuple[str, ...]) -> list[Row]:
    first, in_all, second, out_all, left = words
    return [HEAD, heading(first), *lines(IN), row(in_all, *_RECEIVED), heading(second),
            *lines(OUT, -1), row(out_all, *(-one for one in _SPENT)),
            row(left, *_LEFT)]  # fmt: skip


def _with_balances(words: tuple[str, ...]) -> list[Row]:
    opening = (900.0, *_HELD[:-1])
    return [HEAD, row("Opening balance", *opening), *_whole(words)[1:],
            row("Kassenbestand am Monatsende", *_HELD)]  # fmt: skip


def _nameless_result(words: tuple[str, ...]) -> list[Row]:
    return [*_without_totals(words)[:-1], row("Hop", *_LEFT)]


def _section_beside(words: tuple[str, ...]) -> list[Row]:
    table: list[Row] = [["", *HEAD]]
    for name, some in ((words[0], IN), (words[2], OUT)):
        table += [[name if not n else "", *line] for n, line in enumerate(lines(some))]
    return [*table, ["", *row(words[4], *_LEFT)]]


SHAPES: dict[str, Callable[[tuple[str, ...]], list[Row]]] = {
    "headings, totals and result": _whole,
    "no result": _without_result,
    "no totals": _without_totals,
    "headings with sums": _headings_with_sums,
    "totals alone": _totals_alone,
    "two lines": _two_lines,
    "costs first": _costs_first,
    "costs below zero": _costs_below_zero,
    "balances around": _with_balances,
    "a result without a name that is known": _nameless_result,
    "sections in a column of their own": _section_beside,
}


def text_of(table: list[Row]) -> str:
    """A table as CSV."""
    return "".join(";".join(str(cell) for cell in line) + "\n" for line in table)
