"""Payrolls in layouts drawn at random: a row an employee and month, in eleven languages.

What the employer pays is right in every month, or one of the answers to what is asked gives it:
the whole cost or gross pay with the employer's charges where the file has these, else gross pay.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.reading.drawn import figure, gives_its_total, one_of
from tests.reading.mutations import Rng
from tests.reading.test_mutations import COUNT

_PEOPLE = ("A. Martin", "B. Keller", "C. Rossi", "D. Lopez", "E. Novak", "F. Smith", "G. Berg")


@dataclass(frozen=True)
class Tongue:
    """Headings by what stands under them, several ways each behind bars; words of a total and a
    title, departments, how a day is written, the decimal sign."""

    number: str
    name: str
    team: str
    month: str
    day: str
    gross: str
    withheld: str
    net: str
    charges: str
    cost: str
    hours: str
    total: str
    title: str
    teams: str
    days: str = "{d:02}/{m:02}/{y}"
    decimal: str = ","


TONGUES = {
    "fr": Tongue("Matricule|N° salarié", "Salarié|Nom|Nom et prénom", "Service|Département",
                 "Mois|Période", "Date de paie|Date de paiement",
                 "Salaire brut|Brut|Total brut", "Cotisations salariales|Part salariale|PAS",
                 "Net à payer|Net payé|Net", "Cotisations patronales|Charges patronales",
                 "Coût total employeur|Coût employeur|Coût global", "Heures|Heures travaillées",
                 "Total|Total général", "Journal de paie", "Ventes Marketing Direction"),
    "en": Tongue("Employee ID|Staff no|Payroll no", "Employee|Employee name|Name",
                 "Department|Team", "Month|Pay period|Period", "Pay date|Payment date",
                 "Gross pay|Gross|Gross salary|Total gross", "Deductions|PAYE tax|Employee NI|Tax",
                 "Net pay|Net", "Employer's NI|Employer pension|Employer contributions",
                 "Total cost|Employer cost|Total employment cost", "Hours|Hours worked",
                 "Total|Totals|Grand total", "Payroll register", "Sales Marketing Management",
                 decimal="."),
    "de": Tongue("Personalnummer|Pers.-Nr.", "Mitarbeiter|Name", "Abteilung|Kostenstelle",
                 "Monat|Abrechnungsmonat", "Zahltag|Auszahlungsdatum",
                 "Bruttolohn|Brutto|Gesamtbrutto", "Lohnsteuer|AN-Anteil SV|Abzüge",
                 "Nettolohn|Netto|Auszahlungsbetrag", "AG-Anteil SV|Arbeitgeberanteil",
                 "Gesamtkosten|AG-Gesamtkosten|Arbeitgeberkosten", "Stunden|Arbeitsstunden",
                 "Summe|Gesamt", "Lohnjournal", "Vertrieb Marketing Leitung",
                 "{d:02}.{m:02}.{y}"),
    "es": Tongue("Nº empleado|Código", "Empleado|Trabajador|Nombre", "Departamento|Sección",
                 "Mes|Período", "Fecha de pago|Fecha", "Salario bruto|Total devengado|Bruto",
                 "IRPF|Seguridad social trabajador|Retenciones", "Líquido a percibir|Salario neto",
                 "Seguridad social empresa|Cuota patronal", "Coste empresa|Coste total empresa",
                 "Horas", "Total|Total general", "Resumen de nóminas",
                 "Ventas Marketing Dirección"),
    "it": Tongue("Matricola|Codice", "Dipendente|Cognome e nome", "Reparto|Ufficio",
                 "Mese|Periodo", "Data pagamento|Data", "Retribuzione lorda|Lordo|Totale lordo",
                 "Trattenute|IRPEF|Contributi dipendente", "Netto|Netto in busta|Netto a pagare",
                 "Contributi azienda|Contributi carico ditta", "Costo azienda|Costo totale azienda",
                 "Ore|Ore lavorate", "Totale|Totale generale", "Riepilogo paghe",
                 "Vendite Marketing Direzione"),
    "nl": Tongue("Personeelsnummer|Personeelsnr", "Medewerker|Werknemer|Naam", "Afdeling",
                 "Maand|Periode", "Betaaldatum|Datum", "Brutoloon|Bruto|Bruto salaris",
                 "Loonheffing|Inhoudingen|Premies werknemer", "Nettoloon|Netto|Netto uitbetaald",
                 "Werkgeverslasten|Premies werkgever", "Totale werkgeverskosten|Loonkosten totaal",
                 "Uren|Gewerkte uren", "Totaal|Eindtotaal", "Loonjournaal",
                 "Verkoop Marketing Directie", "{d:02}-{m:02}-{y}"),
    "pt": Tongue("Nº funcionário|Código", "Funcionário|Colaborador|Nome", "Departamento|Secção",
                 "Mês|Período", "Data de pagamento|Data", "Vencimento bruto|Total ilíquido|Bruto",
                 "IRS|Descontos|Segurança social trabalhador", "Líquido a receber|Líquido",
                 "Encargos da entidade patronal|TSU empresa", "Custo total empresa|Custo empresa",
                 "Horas", "Total|Total geral", "Mapa de vencimentos",
                 "Vendas Marketing Direção"),
    "sv": Tongue("Anställningsnummer|Anst.nr", "Anställd|Namn", "Avdelning", "Månad|Period",
                 "Utbetalningsdatum|Utbetalningsdag", "Bruttolön|Brutto", "Skatt|Preliminärskatt",
                 "Nettolön|Netto|Att utbetala", "Arbetsgivaravgift|Sociala avgifter",
                 "Total lönekostnad|Total kostnad", "Timmar|Arbetade timmar", "Summa|Totalt",
                 "Lönejournal", "Försäljning Marknad Ledning", "{y}-{m:02}-{d:02}"),
    "nb": Tongue("Ansattnummer|Ansattnr", "Ansatt|Navn", "Avdeling", "Måned|Periode",
                 "Utbetalingsdato|Dato", "Bruttolønn|Brutto lønn|Brutto",
                 "Skattetrekk|Forskuddstrekk",
                 "Netto utbetalt|Netto lønn|Netto|Utbetalt", "Arbeidsgiveravgift|AGA",
                 "Total lønnskostnad|Lønnskostnad", "Timer", "Sum|Totalt", "Lønnsjournal",
                 "Salg Marked Ledelse", "{d:02}.{m:02}.{y}"),
    "da": Tongue("Medarbejdernr.|Medarbejdernummer", "Medarbejder|Navn", "Afdeling",
                 "Måned|Periode", "Dispositionsdato|Dato", "Bruttoløn|Løn brutto|AM-pligtig løn",
                 "A-skat|AM-bidrag", "Nettoløn|Til udbetaling", "ATP arbejdsgiver|Pension firma",
                 "Lønomkostning|Samlet lønomkostning", "Timer", "Total|I alt", "Lønjournal",
                 "Salg Marketing Ledelse", "{d:02}-{m:02}-{y}"),
    "pl": Tongue("Nr pracownika|Nr ewid.", "Pracownik|Nazwisko i imię", "Dział", "Miesiąc|Okres",
                 "Data wypłaty", "Wynagrodzenie brutto|Brutto|Płaca brutto",
                 "Zaliczka na podatek|ZUS pracownika|Składki pracownika", "Do wypłaty|Netto",
                 "ZUS pracodawcy|Składki pracodawcy", "Całkowity koszt pracodawcy|Koszt pracodawcy",
                 "Godziny", "Razem|Suma", "Lista płac", "Sprzedaż Marketing Zarząd",
                 "{d:02}.{m:02}.{y}"),
}  # fmt: skip


def layout(seed: int) -> tuple[str, dict[str, float]]:
    """A payroll as text, and what the employer paid by month."""
    rng = np.random.default_rng(seed)
    tongue = TONGUES[list(TONGUES)[seed % len(TONGUES)]]
    parts = str(rng.choice(["", " ", "."] if tongue.decimal == "," else ["", ","]))

    def written(cents: int) -> str:
        return figure(int(cents), parts, tongue.decimal)

    people = rng.permutation(_PEOPLE)[: int(rng.integers(2, 6))].tolist()
    first = int(rng.integers(1, 8))
    months = list(range(first, first + int(rng.integers(1, 5))))
    rows = len(people) * len(months)
    pay = np.tile(rng.integers(180_000, 620_000, len(people)), len(months))
    pay += rng.integers(0, 30_000, rows)
    taken = [(pay * share).astype(np.int64) + rng.integers(0, 900, rows)
             for share in ((0.19, 0.06)[: int(rng.integers(1, 3))])]  # fmt: skip
    charges = [(pay * share).astype(np.int64) + rng.integers(0, 900, rows)
               for share in ((0.28, 0.09)[: int(rng.integers(0, 3))])]  # fmt: skip
    with_cost = bool(rng.random() < 0.5)
    columns, cost = _columns(rng, tongue, (pay, taken, charges), with_cost=with_cost)
    when = [(month, person) for month in months for person in people]
    texts = _texts(rng, tongue, when)
    names = [*texts, *(name for name, _ in columns)]
    body = [[*(texts[name][row] for name in texts), *(written(cells[row]) for _, cells in columns)]
            for row in range(rows)]  # fmt: skip
    if rng.random() < 0.2:  # a sum below each month
        for at in range(rows, 0, -len(people)):
            sums = [written(cells[at - len(people) : at].sum()) for _, cells in columns]
            body.insert(at, [one_of(rng, tongue.total), *[""] * (len(texts) - 1), *sums])
    if rng.random() < 0.5:
        sums = [written(cells.sum()) for _, cells in columns]
        body.append([one_of(rng, tongue.total), *[""] * (len(texts) - 1), *sums])
    sign = str(rng.choice([";", "\t"]))
    title = [tongue.title, ""] if rng.random() < 0.3 else []
    paid: dict[str, int] = {}
    for (month, _), amount in zip(when, cost.tolist(), strict=True):
        paid[f"2025-{month:02}"] = paid.get(f"2025-{month:02}", 0) + amount
    text = "\n".join([*title, sign.join(names), *(sign.join(line) for line in body), ""])
    return text, {month: cents / 100 for month, cents in paid.items()}


Cents = NDArray[np.int64]


def _columns(
    rng: Rng, tongue: Tongue, figures: tuple[Cents, list[Cents], list[Cents]], *, with_cost: bool
) -> tuple[list[tuple[str, Cents]], Cents]:
    """The columns of figures in some order, and what the employer pays."""
    pay, taken, charges = figures
    ways = rng.permutation(tongue.withheld.split("|")).tolist()
    columns = [(one_of(rng, tongue.gross), pay)]
    columns += list(zip(ways, taken, strict=False))
    taken = taken[: len(ways)]
    columns.append((one_of(rng, tongue.net), pay - sum(taken)))
    ways = rng.permutation(tongue.charges.split("|")).tolist()
    charges = charges[: len(ways)]
    cost = pay + sum(charges)
    if charges and with_cost:
        columns.append((one_of(rng, tongue.cost), cost))
    columns += list(zip(ways, charges, strict=False))
    if rng.random() < 0.3:
        return [columns[int(i)] for i in rng.permutation(len(columns))], cost
    return columns, cost


def _texts(rng: Rng, tongue: Tongue, when: list[tuple[int, str]]) -> dict[str, list[str]]:
    """The columns before the figures: who, when, which team, how many hours."""
    teams = tongue.teams.split()
    number = {person: str(100 + 7 * at) for at, person in enumerate(_PEOPLE)}
    of_day = [tongue.days.format(d=28, m=month, y=2025) for month, _ in when]
    ways = [(tongue.day, of_day)]
    for shape in ("{m:02}/{y}", "{y}-{m:02}"):
        ways.append((tongue.month, [shape.format(m=month, y=2025) for month, _ in when]))
    heading, cells = ways[int(rng.integers(len(ways)))]
    found = {one_of(rng, heading): cells, one_of(rng, tongue.name): [person for _, person in when]}
    if rng.random() < 0.5:
        found[one_of(rng, tongue.number)] = [number[person] for _, person in when]
    if rng.random() < 0.5:
        team = {person: str(rng.choice(teams)) for person in _PEOPLE}
        found[one_of(rng, tongue.team)] = [team[person] for _, person in when]
    if rng.random() < 0.3:
        hours = rng.integers(120, 170, len(when)).tolist()
        found[one_of(rng, tongue.hours)] = [f"{one}{tongue.decimal}00" for one in hours]
    order = rng.permutation(list(found)).tolist()
    return {name: found[name] for name in order}


@pytest.mark.spoilt
@pytest.mark.parametrize("part", range(2))
def test_a_payroll_in_any_layout_gives_what_the_employer_pays_or_asks_for_it(part: int) -> None:
    for seed in range(part, COUNT, 2):
        gives_its_total(layout(seed), "payroll.csv", seed, most=3)
