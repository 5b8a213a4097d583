"""Days and months that are written once, on the first of their lines."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

BY_MONTH = {"2026-01": 170, "2026-02": 160}


@pytest.mark.parametrize(
    ("january", "february"),
    [("15/01/2026", "15/02/2026"), ("Janvier 2026", "Février 2026"), ("2026-01-15", "2026-02-15")],
)
def test_lines_below_take_the_day_above(january: str, february: str) -> None:
    text = "\n".join([
        "Date;Poste;Montant HT", f"{january};CRM;100,00 €", ";Ads;50,00 €",
        ";Cartes;offert", ";Train;20,00 €", ";Total;170,00 €", "",
        f"{february};CRM;100,00 €", ";Ads;60,00 €", ";;160,00 €",
    ])  # fmt: skip
    reading = reading_of(text)
    assert reading.total("month") == BY_MONTH
    (note,) = [note for note in reading.notes if note.code == "days_once"]
    assert note.values["count"] == 3


def test_a_statement_that_prints_each_day_once() -> None:
    text = ("Date;Libellé;Débit;Crédit;Solde\n25/01/2026;CRM;100,00;;900,00\n"
            ";Ads;50,00;;850,00\n28/01/2026;Client;;200,00;1050,00\n"
            "02/02/2026;CRM;100,00;;950,00\n;Ads;60,00;;890,00\n")  # fmt: skip
    assert reading_of(text).total("month") == {"2026-01": 150, "2026-02": 160}


def test_days_that_come_on_lines_running_were_not_written_once() -> None:
    text = ("Date;Poste;Montant HT\n15/01/2026;CRM;100\n15/01/2026;Ads;50\n;Note;20\n;Note;30\n"
            "16/02/2026;CRM;100\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 250
    assert reading.rejected["reason"].tolist() == ["no_date", "no_date"]


def test_the_sum_of_lines_above_takes_no_day() -> None:
    text = ("Date;Poste;Montant HT\n15/01/2026;CRM;100\n;Ads;50\n;Janvier;150\n"
            "16/02/2026;CRM;100\n;Ads;60\n;Février;160\n")  # fmt: skip
    assert reading_of(text).total() == 310


SETTLED = [("Settlement date (UTC)", "Operation date (UTC)", "Status", "declined", "settled"),
           ("Date completed (UTC)", "Date started (UTC)", "State", "DECLINED", "COMPLETED"),
           ("Settlement date", "Operation date", "Statut", "Refusé", "Exécuté"),
           ("Completed Date", "Started Date", "State", "REVERTED", "COMPLETED")]  # fmt: skip


@pytest.mark.parametrize("words", SETTLED)
def test_what_was_never_settled_takes_no_day_of_another_line(words: tuple[str, ...]) -> None:
    settled, began, state, dead, done = words
    text = (f"{state},{settled},{began},Description,Amount,Balance\n"
            f"{done},2026-01-05,2026-01-03,Zed,-49.00,1000.00\n"
            f"{dead},,2026-01-16,Apple,-2500.00,\n{done},2026-01-20,2026-01-19,Rail,-29.50,970.50\n"
            f"{dead},,2026-01-28,Train,-75.60,\n{done},2026-02-02,2026-02-02,Ibis,-80.00,890.50\n"
            )  # fmt: skip
    reading = reading_of(text)
    assert "days_once" not in [note.code for note in reading.notes]
    assert reading.total("month") == {"2026-01": 49 + 29.5, "2026-02": 80}
    # Listed as it stands in the file, without a day of another line.
    assert [text.split(",")[1] for text in reading.rejected["text"]] == ["", ""]
    assert reading.rejected["reason"].tolist() == ["not_executed"] * 2
    without = "\n".join(line.split(",", 1)[1] for line in text.splitlines())
    assert reading_of(without).rejected["reason"].tolist() == ["no_date"] * 2


def test_days_due_later_do_not_keep_lines_from_the_day_above() -> None:
    text = ("Date;Échéance;Poste;Montant HT\n15/01/2026;28/02/2026;CRM;100\n;28/02/2026;Ads;50\n"
            "16/02/2026;28/03/2026;CRM;100\n;28/03/2026;Train;60\n")  # fmt: skip
    assert reading_of(text).total("month") == {"2026-01": 150, "2026-02": 160}


def test_the_day_for_interest_on_each_line_is_none_of_its_own() -> None:
    text = ("Date;Date de valeur;Libellé;Débit;Crédit;Solde\n"
            "25/01/2026;25/01/2026;CRM;100,00;;900,00\n;25/01/2026;Ads;50,00;;850,00\n"
            "02/02/2026;02/02/2026;CRM;100,00;;750,00\n;02/02/2026;Ads;60,00;;690,00\n"
            )  # fmt: skip
    assert reading_of(text).total("month") == {"2026-01": 150, "2026-02": 160}
