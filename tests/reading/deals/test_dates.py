"""The dates of deals, each column in its own format."""

from __future__ import annotations

import pandas as pd
import pytest

from roi_model.reading.reading import read
from tests.reading.deal_variants import DEAL_FILES, DEALS
from tests.reading.deals.plain import reading_of
from tests.reading.variants import SAMPLES


def test_an_expected_close_date_does_not_move_the_day_of_the_export() -> None:
    latest = max([d[4] for d in DEALS] + [d[5] for d in DEALS if d[2] != "open"])
    for name in DEAL_FILES:
        reading = read((SAMPLES / name).read_bytes(), name=name)
        updated = "2024-06-03" if name.startswith("deals_pipedrive") else latest
        assert reading.as_of == pd.Timestamp(updated), name


def test_dates_are_decided_by_column_and_by_the_files_other_dates() -> None:
    text = (
        "Deal Name,Stage,Created Date,Close Date,Amount\nA,Won,03/04/2024,{closed},10.50\n"
        "B,Won,05/06/2024,08/09/2024,10.50\n"
    )
    told = reading_of(text.format(closed="04/25/2024"))
    assert told.deals is not None
    assert told.deals["created"].dt.strftime("%m-%d").tolist() == ["03-04", "05-06"]
    assert "date_format_shared" in [n.code for n in told.notes]
    reading = reading_of(text.format(closed="04/11/2024"))
    assert [q.id for q in reading.questions] == ["date_format:Created Date",
                                                 "date_format:Close Date"]  # fmt: skip
    answered = reading_of(text.format(closed="04/11/2024"),
                          answers={"date_format:Close Date": "%d/%m/%Y"})  # fmt: skip
    assert answered.deals is not None
    assert answered.deals["closed"].tolist()[0] == pd.Timestamp("2024-11-04")


def test_months_in_spanish_and_dates_after_today() -> None:
    reading = reading_of(
        "Oportunidad;Etapa;Importe;Fecha de creación;Fecha de cierre\n"
        "A;Ganada;10,50;15 ene 2024;20 de febrero de 2024\n"
        "B;Ganada;10,50;16 ene 2024;20 diciembre 2098\n"
    )
    assert reading.deals is not None
    assert reading.deals["closed"].tolist() == [pd.Timestamp("2024-02-20"),
                                                pd.Timestamp("2098-12-20")]  # fmt: skip
    assert reading.flagged[["line", "reason"]].to_numpy().tolist() == [[3, "future_close"]]
    assert reading.as_of == pd.Timestamp("2024-02-20")


def test_the_day_a_deal_really_closed_goes_before_the_one_that_was_hoped_for() -> None:
    reading = reading_of(
        "Name,Owned By,Status,Stage,Value,Source,Close Date,Created At,Won/Lost Date\n"
        "A,Ana,Won,Demo,1000,Web,2024-03-31,2024-01-15,2024-03-05\n"
        "B,Ana,Lost,Demo,2000,Web,2024-08-31,2024-01-16,2024-03-06\n"
    )
    assert reading.deals is not None
    assert reading.deals["closed"].dt.strftime("%m-%d").tolist() == ["03-05", "03-06"]
    assert reading.as_of == pd.Timestamp("2024-03-06")
    dynamics = reading_of(
        "Topic,Est. Close Date,Est. Revenue,Status,Actual Close Date,Actual Revenue,Created On\n"
        "A,2024-03-31,1100.50,Won,2024-03-05,1000.50,2024-01-15\n"
        "B,2024-08-31,3000.50,Open,,,2024-01-17\n"
    )
    figures = dynamics.to_json()["deals"]
    assert (figures["won_amount"], figures["cycle_mean_days"]) == (1000.5, 50)


_PIPEDRIVE = (
    "Title,Status,Deal created,{won},{lost},Value\n"
    "A,Won,2024-01-08 08:15:00,2024-02-19 16:20:00,,10.50\n"
    "B,Lost,2024-01-09 08:15:00,,2024-03-04 16:20:00,5.50\n"
    "C,Open,2024-01-10 08:15:00,,,7.00\n"
)


@pytest.mark.parametrize(
    ("won", "lost", "flagged"),
    [
        ("Won time", "Lost time", []),
        ("Won time", "Lost ti€e", [[3, "lost_without_date"]]),
        ("Won time", "Lo\tst time", [[3, "lost_without_date"]]),
        ("W0n time", "Lost time", [[2, "won_without_date"]]),
    ],
)
def test_a_day_of_closing_that_is_lost_is_told(
    won: str, lost: str, flagged: list[list[object]]
) -> None:
    reading = reading_of(_PIPEDRIVE.format(won=won, lost=lost))
    assert reading.flagged[["line", "reason"]].to_numpy().tolist() == flagged
    told = {note.code: note.values for note in reading.notes}
    for _, reason in flagged:
        assert told[str(reason)] == {"count": 1}
        assert "{" not in next(n for n in reading.notes if n.code == reason).sentence("fr")


def test_where_nothing_says_when_a_deal_ended_it_is_said_once() -> None:
    reading = reading_of(_PIPEDRIVE.format(won="W0n time", lost="L0st time"))
    assert "no_closed_dates" in {note.code for note in reading.notes}
    assert not len(reading.flagged)


_EXPECTED = {
    "es": ("id,etapa,importe,ultima_actividad,cierre_previsto", "Cerrado ganado", "Negociación"),
    "en": ("Id,Stage,Amount,Last activity,Expected close date", "Closed won", "Negotiation"),
    "fr": ("Id,Étape,Montant,Dernière activité,Clôture prévue", "Gagné", "Négociation"),
}


@pytest.mark.parametrize("language", _EXPECTED)
def test_deals_that_ended_count_when_that_was_expected_where_nothing_else_says(
    language: str,
) -> None:
    header, won, still = _EXPECTED[language]
    text = (f"{header}\n1,{won},4000,2026-07-24,2026-07-25\n2,{still},900,2026-07-26,2026-08-30\n"
            f"3,{won},2000,2026-06-06,2026-06-07\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.deals is not None
    months = reading.deals["closed"].dt.strftime("%Y-%m").fillna("").tolist()
    assert months == ["2026-07", "", "2026-06"]
    codes = {note.code for note in reading.notes}
    assert "closed_as_expected" in codes and "no_closed_dates" not in codes
    later = text.replace("2026-07-25", "2026-09-25")
    unknown = text.replace("\n", ",2026-05-01\n").replace("2026-05-01", "Zorg", 1)
    for other in (later, unknown):
        codes = {note.code for note in reading_of(other).notes}
        assert "no_closed_dates" in codes and "closed_as_expected" not in codes
