"""Beside costs by month: what counts a team's work, rates, and money that was not spent."""

from __future__ import annotations

import pytest

from roi_model.reading.costs.statement.counted import COUNTS, EITHER, kind_of
from roi_model.reading.result import Reading
from tests.reading.read_again import reading_of

COSTS = (("SDR pay", 3795, 3399, 3752), ("CRM seats", 99, 120, 99), ("Google Ads", 595, 529, 381))
PAID = sum(sum(row[1:]) for row in COSTS)
CALLS = (412, 380, 455)


def matrix(*rows: tuple[object, ...], total: bool = False, sep: str = ";") -> str:
    """Months across, the costs first and a total under them where one is wanted."""
    sums = ("Total", *(sum(row[i] for row in COSTS) for i in (1, 2, 3)))
    lines = [
        ("Item", "Jan 2026", "Feb 2026", "Mar 2026"),
        *COSTS,
        *([sums] if total else []),
        *rows,
    ]
    return "\n".join(sep.join(map(str, line)) for line in lines) + "\n"


def asked(reading: Reading) -> dict[str, float]:
    (question,) = [q for q in reading.questions if q.about == "counted"]
    return {one.answer: float(str(one.gives["all"])) for one in question.candidates}


COUNTED = [
    "Appels passés", "RDV obtenus", "Nb de RDV", "Prospects contactés", "Affaires signées",
    "Nouveaux clients", "Opportunités", "Meetings booked", "Calls made", "Emails sent", "Deals won",
    "New customers", "Neukunden", "Geführte Gespräche", "Vereinbarte Termine",
    "Versendete Angebote",
    "Llamadas realizadas", "Reuniones concertadas", "Clientes nuevos", "Chiamate effettuate",
    "Appuntamenti fissati", "Nuovi clienti", "Gemaakte afspraken", "Nieuwe klanten",
    "Reuniões agendadas", "Chamadas feitas", "Novos clientes",
]  # fmt: skip
NUMBERED = ["Nº de SDRs", "Número de SDRs", "No. of SDRs", "N. SDR", "Nº SDR", "# SDRs",
            "Anzahl SDR", "Anz. Kunden", "Aantal SDR", "Nº de leads", "Nb de SDR",
            "Nombre de leads", "SDR (#)", "Numero degli incontri", "N.º de reuniões",
            "Quantité de leads", "N° relances", "Nr. SDR", "SDR count"]  # fmt: skip
SIGNED_AND_PAID = ["N. Rossi", "N° vert", "Número de teléfono", "No-code tools", "Norton",
                   "#paid influencers", "Nº de SDRs (custo)", "New SDR"]  # fmt: skip
NOT_SPENT = ["MRR signé", "New ARR", "Cash restant", "Trésorerie fin de mois", "Cash left",
             "Umsatz netto", "Pipeline created"]  # fmt: skip
RATES = ["% of revenue", "En % du CA", "Win rate", "Taux de conversion", "Abschlussquote",
         "Tasa de conversión", "CAC", "Cost per meeting"]  # fmt: skip
PAID_FOR = [
    "Frais de rendez-vous", "Meetings (venue)", "Coût des appels", "Calls & telephony",
    "Kosten Termine", "Gastos de reuniones", "Spese appuntamenti", "Custos de reuniões",
    "Afspraken (zaalhuur)", "Cadeaux clients", "Charges patronales (42 %)", "Email software",
]  # fmt: skip
EITHER_OF_THEM = ["RDV", "Rendez-vous", "Calls", "Meetings", "Prospects", "Anrufe", "Termine",
                  "Reuniones", "Llamadas", "Appuntamenti", "Afspraken", "Reuniões"]  # fmt: skip


@pytest.mark.each_once
@pytest.mark.parametrize("name", [*COUNTED, *NUMBERED, *NOT_SPENT, *RATES])
@pytest.mark.parametrize("total", [True, False])
def test_what_is_no_cost_is_left_out_and_listed(name: str, total: bool) -> None:
    reading = reading_of(matrix((name, *CALLS), total=total))
    assert (reading.kind, reading.total()) == ("costs", PAID)
    listed = reading.rejected[reading.rejected["reason"] == "count_line"]
    assert [text.split(";")[0] for text in listed["text"]] == [name]


@pytest.mark.parametrize("name", [*PAID_FOR, *SIGNED_AND_PAID])
def test_what_was_paid_for_stays_a_cost(name: str) -> None:
    assert kind_of(name) == ""
    assert reading_of(matrix((name, *CALLS))).total() == PAID + sum(CALLS)


@pytest.mark.parametrize("name", EITHER_OF_THEM)
def test_a_word_that_may_be_both_is_asked_with_both_answers(name: str) -> None:
    text = matrix((name, *CALLS))
    reading = reading_of(text)
    assert reading.blocked and asked(reading) == {"count": PAID, "cost": PAID + sum(CALLS)}
    for answer, total in asked(reading).items():
        assert reading_of(text, answers={"counted": answer}).total() == total


def test_figures_tell_a_cost_by_its_cents_and_what_a_total_leaves_out() -> None:
    assert reading_of(matrix(("RDV", "412,50", "380,00", "455,10"))).total() == round(
        PAID + 412.5 + 380 + 455.1, 2
    )
    assert reading_of(matrix(("RDV", *CALLS), total=True)).total() == PAID
    assert reading_of(matrix(("RDV", "412.00", "380.00", "455.00"))).total() == PAID + sum(CALLS)
    head, *costs, total = matrix(total=True).splitlines()
    above = "\n".join([head, "RDV;412;380;455", *costs, total, ""])
    assert reading_of(above).total() == PAID
    within = [sum(row[i] for row in COSTS) + CALLS[i - 1] for i in (1, 2, 3)]
    last = ";".join(map(str, ["Total", *within]))
    taken_in = "\n".join([head, "RDV;412;380;455", *costs, last, ""])
    assert reading_of(taken_in).total() == PAID + sum(CALLS)


def test_a_total_above_other_lines_tells_nothing_of_what_may_be_either() -> None:
    head, *rows = matrix(("Net", 3650, 3824, 4100), total=True).splitlines()
    text = "\n".join([head, "Clients;4000;4200;4100", *rows, ""])
    assert "counted" in {q.about for q in reading_of(text).questions}


def test_fractions_beside_large_amounts_are_asked_about_unless_a_word_says_what_they_are() -> None:
    share = ("Part of plan", "0.21", "0.19", "0.25")
    assert asked(reading_of(matrix(share))) == {"count": PAID, "cost": round(PAID + 0.65, 2)}
    assert reading_of(matrix(share, total=True)).total() == PAID
    fees = ("Frais bancaires", "0.21", "0.19", "0.25")
    assert reading_of(matrix(fees)).total() == round(PAID + 0.65, 2)
    small = "Item;Jan 2026;Feb 2026\nA;0.50;0.75\nB;0.90;1.20\n"
    assert reading_of(small).total() == round(0.5 + 0.75 + 0.9 + 1.2, 2)


@pytest.mark.parametrize("name", ["SDRs", "Headcount", "Commerciaux", "Mitarbeiter", "Vendedores"])
def test_people_are_counted_where_figures_are_small_and_else_cost_what_a_team_does(
    name: str,
) -> None:
    assert reading_of(matrix((name, 2, 2, 3))).total() == PAID
    assert reading_of(matrix((name, 2400, 2600, 3100))).total() == PAID + 8100
    assert reading_of(matrix((name, 42, 42, 64))).total() == PAID + 148
    within = [sum(row[i] for row in COSTS) + 2 for i in (1, 2, 3)]
    taken_in = matrix((name, 2, 2, 2)) + ";".join(map(str, ["Total", *within])) + "\n"
    assert reading_of(taken_in).total() == PAID + 6
    down = f"Month;Salaries;Ads;{name}\n01/2026;6400;595;2\n02/2026;6400;529;3\n"
    assert reading_of(down).total() == 6400 * 2 + 595 + 529
    if name == "Headcount":  # of a column, the word says what it holds
        return
    paid = down.replace(";2\n", ";3900\n").replace(";3\n", ";3900\n")
    assert reading_of(paid).total() == 6400 * 2 + 595 + 529 + 7800


def test_months_down_are_read_alike() -> None:
    heads = ["Mois", "Salaires", "Publicité", "Appels passés", "RDV"]
    rows = [["01/2026", 3795, 595, 412, 12], ["02/2026", 3399, 529, 380, 9]]
    text = "\n".join(";".join(map(str, row)) for row in [heads, *rows]) + "\n"
    paid = 3795 + 595 + 3399 + 529
    assert asked(reading_of(text)) == {"count": paid, "cost": paid + 12 + 9}
    assert reading_of(text, answers={"counted": "count"}).total() == paid
    assert reading_of(text, answers={"counted": "cost"}).total() == paid + 12 + 9


def test_a_line_of_what_was_spent_so_far_is_a_total() -> None:
    for name in ("Running total", "Kumuliert", "Dépenses cumulées", "Acumulado"):
        so_far = [sum(sum(row[1 : i + 1]) for row in COSTS) for i in (1, 2, 3)]
        assert reading_of(matrix((name, *so_far))).total() == PAID


def test_kinds_of_names() -> None:
    assert {kind_of(name) for name in [*COUNTED, *NUMBERED, *NOT_SPENT, *RATES]} == {COUNTS}
    assert {kind_of(name) for name in EITHER_OF_THEM} == {EITHER}
