"""Days on which deals entered their stages: found by heading, kept with the deals, said."""

from __future__ import annotations

import pandas as pd
import pytest

from roi_model.reading.deals.history import ENTERED, stage_of
from roi_model.reading.sandbox.wire import from_bytes, to_bytes
from tests.reading.deals.plain import reading_of

FILE = (
    "Record ID,Deal Name,Deal Stage,Create Date,Close Date,Amount,"
    '"Date entered ""Appointment Scheduled (Sales Pipeline)""",'
    '"Date entered ""Qualified To Buy (Sales Pipeline)""",'
    '"Date entered ""Closed Won (Sales Pipeline)"""\n'
    "1,A,Closed Won,2024-01-20,2024-02-20,10.50,2024-01-20,2024-02-01,2024-02-20\n"
    "2,B,Qualified To Buy,2024-01-25,,20,2024-01-25,2024-02-11,\n"
    "3,C,Closed Lost,2024-01-26,2024-03-01,20,2024-01-26,,\n"
)


@pytest.mark.parametrize(
    ("heading", "stage"),
    [
        ("Date entered 'Quote sent'", "Quote sent"),
        ("Date d'entrée dans « Devis envoyé (Ventes) »", "Devis envoyé"),
        ("hs_v2_date_entered_appointmentscheduled", "appointmentscheduled"),
        ("Fecha de entrada en Propuesta", "Propuesta"),
        ("Date entered Closed Lost (Sales)", None),
        ("Date exited 'Quote sent'", None),
        ("Create Date", None),
        ("Date entered", None),
        ("Date entered stage", None),
        ("Date d'entrée dans l'étape", None),
    ],
)
def test_headings_that_name_a_stage(heading: str, stage: str | None) -> None:
    assert stage_of(heading) == stage


def test_days_of_entry_stand_beside_the_deals() -> None:
    reading = reading_of(FILE)
    deals = reading.deals
    assert deals is not None
    first, second = ENTERED + "Appointment Scheduled", ENTERED + "Qualified To Buy"
    assert [name for name in deals if str(name).startswith(ENTERED)] == [first, second]
    assert deals[first].tolist() == [pd.Timestamp(f"2024-01-{day}") for day in (20, 25, 26)]
    assert deals[second].isna().tolist() == [False, False, True]
    [note] = [note for note in reading.notes if note.code == "stage_history"]
    assert note.values["count"] == 2 and "Qualified To Buy" in note.sentence("fr")
    again = from_bytes(to_bytes(reading))
    assert again.deals[second].equals(deals[second])


def test_a_column_whose_days_are_none_is_left_aside() -> None:
    reading = reading_of(FILE.replace("2024-02-01,", "soon,").replace("2024-02-11", "later"))
    assert reading.deals is not None and reading.usable
    assert [name for name in reading.deals if str(name).startswith(ENTERED)] == [
        ENTERED + "Appointment Scheduled"
    ]


def test_a_file_without_such_columns_has_its_deals_as_before() -> None:
    rows = "A,Won,2024-01-20,2024-02-20,10.50\nB,Lost,2024-01-21,2024-02-21,1\n"
    plain = reading_of(f"Deal Name,Stage,Created Date,Close Date,Amount\n{rows}")
    assert plain.deals is not None
    assert not any(str(name).startswith(ENTERED) for name in plain.deals)


ROWS = ("Record ID{s}Deal Name{s}Deal Stage{s}{head}{s}Amount\n"
        "1{s}A{s}Qualified lead{s}2026-02-28{s}100\n1{s}A{s}Proposal{s}2026-03-03{s}100\n"
        "1{s}A{s}Closed won{s}2026-07-03{s}100\n2{s}B{s}Qualified lead{s}2026-04-03{s}50\n"
        "2{s}B{s}Closed lost{s}2026-04-13{s}50\n3{s}C{s}Qualified lead{s}2026-05-01{s}70\n"
        "3{s}C{s}Proposal{s}2026-05-02{s}70\n")  # fmt: skip


@pytest.mark.parametrize("head", ["Date entered stage", "Stage entered at",
                                  "Date d’entrée dans l’étape", "Eintrittsdatum Phase",
                                  "Fecha de entrada en la etapa", "Data ingresso fase",
                                  "Data de entrada na etapa", "Datum in fase"])  # fmt: skip
@pytest.mark.parametrize("newest_first", [False, True])
def test_a_row_for_each_stage_tells_when_a_deal_began_and_ended(
    head: str, newest_first: bool
) -> None:
    first, *rows = ROWS.format(head=head, s=";").splitlines()
    found = reading_of("\n".join((first, *(rows[::-1] if newest_first else rows), "")))
    deals = found.deals
    assert deals is not None and len(deals) == 3
    days = {row.id: (row.state, row.created, row.closed) for row in deals.itertuples()}
    assert days == {
        "1": ("won", pd.Timestamp("2026-02-28"), pd.Timestamp("2026-07-03")),
        "2": ("lost", pd.Timestamp("2026-04-03"), pd.Timestamp("2026-04-13")),
        "3": ("open", pd.Timestamp("2026-05-01"), pd.NaT),
    }
    assert found.as_of == pd.Timestamp("2026-07-03")
    assert found.flagged.empty, "when an open deal moved is no close date"


def test_a_day_of_creation_that_a_file_has_is_kept() -> None:
    head, *rows = ROWS.format(head="Create Date;Date entered stage", s=";").splitlines()
    rows = [row.replace(";2026", ";2025-12-31;2026", 1) for row in rows]
    deals = reading_of("\n".join((head, *rows, ""))).deals
    assert deals is not None
    assert set(deals["created"]) == {pd.Timestamp("2025-12-31")}
