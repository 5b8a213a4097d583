"""Lines of a report that sum up days of several months: asked, or spread by their days."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

SPREAD, FIRST = {"spans": "spread"}, {"spans": "first"}
HEADS = ["Reporting starts,Reporting ends,Campaign name,Amount spent (EUR)",
         "Début des rapports,Fin des rapports,Nom de la campagne,Montant dépensé (EUR)",
         "Beginn des Berichts,Ende des Berichts,Kampagnenname,Ausgegebener Betrag (EUR)",
         "Inicio del informe,Fin del informe,Nombre de la campaña,Importe gastado (EUR)",
         "Inizio dei report,Fine dei report,Nome della campagna,Importo speso (EUR)",
         "Início dos relatórios,Término dos relatórios,Nome da campanha,Valor usado (EUR)",
         "Start Date (in UTC),End Date (in UTC),Campaign Name,Total Spent",
         "Start date,End date,Campaign,Spend"]  # fmt: skip
QUARTER = "2026-07-01,2026-09-30,Prospection,3000.01\n2026-07-01,2026-09-30,Retargeting,900.00\n"


@pytest.mark.parametrize("head", HEADS)
def test_a_quarter_in_one_line_is_asked_about(head: str) -> None:
    text = f"{head}\n{QUARTER}"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert (question.about, question.values["count"]) == ("spans", 2)
    for answers in (SPREAD, FIRST):
        (gives,) = [
            dict(one.gives) for one in question.candidates if one.answer in answers.values()
        ]
        reading = reading_of(text, answers=answers)
        assert gives["by_month"] == reading.total("month")
        assert gives["all"] == reading.total() == 3900.01
    assert reading.total("month") == {"2026-07": 3900.01}
    assert question.sentence("en") != question.sentence("fr")


def test_each_month_has_its_days_and_the_sum_stays_to_the_cent() -> None:
    text = f"{HEADS[0]}\n2026-01-30,2026-03-01,Zed,31.00\n2026-02-02,2026-02-08,Ada,7.00\n"
    reading = reading_of(text, answers=SPREAD)
    # Two days of January, 28 of February, one of March.
    assert reading.total("month") == {"2026-01": 2, "2026-02": 28 + 7, "2026-03": 1}
    assert reading.rows_kept == 2
    back = f"{HEADS[0]}\n2026-01-31,2026-02-28,Zed,-100.00\n2026-01-01,2026-01-31,Ada,900.00\n"
    parts = reading_of(back, answers=SPREAD).total("month")
    assert parts == {"2026-01": 900 - 3.44, "2026-02": -96.56}


@pytest.mark.parametrize("rows", [
    "2026-07-01,2026-07-31,A,10.00\n2026-08-01,2026-08-31,A,20.00\n",
    "2026-07-01,2026-07-01,A,10.00\n2026-08-01,2026-08-01,A,20.00\n",
    "2026-07-01,2026-08-01,A,10.00\n2026-08-01,2026-09-01,A,20.00\n",  # the day after the last
    "2026-07-01,,A,10.00\n2026-08-01,,A,20.00\n",
    "2026-07-01,2037-12-30,A,10.00\n2026-08-01,2037-12-30,A,20.00\n",  # until further notice
])  # fmt: skip
def test_lines_of_one_month_each_need_no_answer(rows: str) -> None:
    reading = reading_of(f"{HEADS[0]}\n{rows}")
    assert not reading.blocked
    assert reading.total("month") == {"2026-07": 10, "2026-08": 20}


def test_a_week_over_the_turn_of_a_month_counts_where_it_begins_and_that_is_said() -> None:
    rows = "2026-06-29,2026-07-05,A,10.00\n2026-07-06,2026-07-12,A,20.00\n"
    reading = reading_of(f"{HEADS[0]}\n{rows}")
    assert reading.total("month") == {"2026-06": 10, "2026-07": 20}
    assert [n.values["count"] for n in reading.notes if n.code == "spans_weeks"] == [1]


@pytest.mark.parametrize("title", ["Date Range: 2026-07-01 - 2026-09-30",
                                   "1 July 2026 - 30 September 2026",
                                   "Report Time: 7/1/2026 - 9/30/2026"])  # fmt: skip
def test_a_title_of_several_months_says_what_its_first_day_does_not(title: str) -> None:
    head = f"{title}\nStart Date,Campaign Name,Total Spent\n"
    rows = "2026-07-01,Zed,92.00\n2026-07-01,Ada,184.00\n"
    text = head + rows
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "spans"
    assert reading_of(text, answers=SPREAD).total("month") == {
        "2026-07": 93, "2026-08": 93, "2026-09": 90
    }  # fmt: skip
    by_day = head + rows + "2026-08-02,Ada,10.00\n"
    assert reading_of(by_day).total("month") == {"2026-07": 276, "2026-08": 10}


def test_what_comes_again_is_spread_by_its_own_question() -> None:
    text = ("Start date;End date;Label;Cost;Frequency\n2026-01-15;2026-12-31;CRM;1200,00;yearly\n"
            "2026-02-15;2026-12-31;Ads;100,00;\n")  # fmt: skip
    assert [q.about for q in reading_of(text).questions if q.about != "category"] == ["spread"]


@pytest.mark.parametrize("head", HEADS)
def test_the_days_of_ends_tell_day_from_month_for_those_of_beginnings(head: str) -> None:
    text = f"{head}\n01/07/2026,30/09/2026,A,92.00\n02/07/2026,12/09/2026,B,30.00\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "spans"
    assert reading_of(text, answers=FIRST).total("month") == {"2026-07": 122}
    american = f"{head}\n07/01/2026,09/30/2026,A,92.00\n"
    assert reading_of(american, answers=FIRST).total("month") == {"2026-07": 92}
    open_ = f"{head}\n01/07/2026,05/09/2026,A,92.00\n"
    assert [q.about for q in reading_of(open_).questions if q.blocking] == ["date_format"]
