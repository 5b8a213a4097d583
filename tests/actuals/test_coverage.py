"""What a file does not cover is not 0, and nothing is sold that does not exist."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from roi_model.__main__ import main
from roi_model.actuals.calibrate import calibrate
from roi_model.actuals.coverage import (
    Chosen,
    Cover,
    Coverage,
    cover_of_costs,
    cover_of_deals,
    coverage_of,
    covers_text,
    is_running,
    read_covers,
)
from roi_model.actuals.reforecast import reforecast
from roi_model.actuals.variance import variance
from roi_model.declaration.scenario import Role, Scenario
from roi_model.projection import project
from roi_model.reading.reading import read
from roi_model.remarks.capacity import CODE
from roi_model.storage.scenario_file import dump_scenario
from tests.actuals.files import ADS_ALONE, AT_ONCE, LOST, PLAN, compared, headline
from tests.actuals.pipelines import deals

WITH_SDR = replace(
    PLAN,
    channels=(replace(PLAN.channels[0], monthly_cost=3000),),
    team=(Role(title="SDR", gross_salary=5000, employer_rate=0.4),),
)

RUNNING = """date,label,category,cost
2025-01-15,Google Ads,advertising,10000.00
2025-02-15,Google Ads,advertising,10000.00
2025-03-02,Google Ads,advertising,50.00
"""

LATE = """date,label,category,cost
2025-04-15,Google Ads,advertising,10000.00
2025-05-15,Google Ads,advertising,10000.00
2025-06-30,Google Ads,advertising,10000.00
"""

NINE_HUNDRED = "Deal ID,Deal Stage,Create Date,Close Date,Amount\n" + "".join(
    f"{300 * (month - 1) + n},Proposal,2025-{month:02d}-{1 + n % 28:02d},,1000\n"
    for month in (1, 2, 3) for n in range(300)
) + "9999,Closed Won,2025-01-02,2025-03-31,1000\n"  # fmt: skip


@pytest.mark.parametrize(
    ("plan", "content", "last", "code"),
    [
        (PLAN, RUNNING, "2025-02", "still_running"),
        (PLAN, LATE, "2025-06", None),
        (WITH_SDR, ADS_ALONE, "2025-03", None),
    ],
    ids=["month still running", "months before the file", "categories beside it"],
)
def test_costs_on_plan_leave_the_plan(
    plan: Scenario, content: str, last: str, code: str | None,
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    found = compared(tmp_path, capsys, plan, content)
    assert headline(found) == (pytest.approx(0.875), pytest.approx(5.0))
    assert found["last_month"] == last
    assert {row["difference"] for row in found["by_month_and_category"]} == {0.0}
    assert all(one["observed"] == pytest.approx(one["plan"]) for one in found["suggestions"])
    said = [note["code"] for note in found["notes"] if note["code"] != CODE]  # of the team's hours
    assert said == ([] if code is None else [code])
    [cover] = found["coverage"]
    assert cover["last"] == last and cover["categories"] == ["advertising"]
    assert found["uncovered"] == (50.0 if code else 0.0)


def test_a_rate_known_too_badly_leaves_the_plans(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = compared(tmp_path, capsys, PLAN, NINE_HUNDRED, answers=AT_ONCE)
    assert "known_too_badly" in [note["code"] for note in found["notes"]]
    assert found["reforecast"]["monthly"]["customers"][4:7] == pytest.approx([75.0] * 3)
    # The rate stays the plan's; three times the deals planned are measured well.
    assert found["reforecast"]["monthly"]["customers"][7:] == pytest.approx([75.0] * 6, rel=2e-3)


def test_the_user_says_what_a_file_covers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = compared(tmp_path, capsys, PLAN, RUNNING, more=["--covers", "2025-01..2025-03"])
    assert whole["last_month"] == "2025-03"
    assert whole["by_month_and_category"][-1]["actual"] == 50.0
    more = ["--covers", "file0.csv=..:advertising,people"]
    paid = compared(tmp_path, capsys, WITH_SDR, ADS_ALONE, more=more)
    salaries = [row for row in paid["by_month_and_category"] if row["category"] == "people"]
    assert [row["actual"] for row in salaries] == [0.0] * 3
    for wrong in ("soon", "2025-01..2025-13", "other.csv=..", "..:joy"):
        assert main(["variance", str(tmp_path / "plan.json"), str(tmp_path / "file0.csv"),
                     "--covers", wrong]) == 2  # fmt: skip
        assert wrong in capsys.readouterr().err


USUAL = "".join(f"2025-0{m}-15,Google Ads,advertising,10000\n" for m in (1, 2, 3, 4))
HEAD = "date,label,category,cost\n"


@pytest.mark.parametrize(
    ("rows", "first", "last", "thin"),
    [
        (USUAL + "2025-05-15,Google Ads credit,advertising,-200\n", "2025-01", "2025-04", "05"),
        (USUAL + "2025-05-15,Google Ads,advertising,150\n", "2025-01", "2025-04", "05"),
        (USUAL.replace("10000", "40", 1), "2025-02", "2025-04", "01"),
    ],
    ids=["credit note", "last sliver", "first sliver"],
)
def test_a_month_at_either_end_with_hardly_anything_is_not_whole(
    rows: str, first: str, last: str, thin: str,
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    found = compared(tmp_path, capsys, PLAN, HEAD + rows)
    # The credit corrects the months before it: they measure 9,950, not 10,000.
    roi, payback = (0.8813, 4.9967) if "-200" in rows else (0.875, 5.0)
    assert headline(found) == (pytest.approx(roi, abs=1e-4), pytest.approx(payback, abs=1e-3))
    assert {row["difference"] for row in found["by_month_and_category"]} == {0.0}
    assert "thin_months" in [note["code"] for note in found["notes"]]
    [cover] = found["coverage"]
    assert (cover["first"], cover["last"], cover["thin"]) == (first, last, [f"2025-{thin}"])
    whole = compared(tmp_path, capsys, PLAN, HEAD + rows, more=["--covers", "2025-01..2025-05"])
    assert whole["coverage"][0]["thin"] == []
    assert "thin_months" not in [note["code"] for note in whole["notes"]]


def test_what_a_file_covers_as_it_is_printed_and_said() -> None:
    cover = Cover("a.csv", "costs", "2025-02", "2025-06", ("tools",), ("2025-03", "2025-05"),
                  "2025-07", ("2025-01",))  # fmt: skip
    assert cover.to_json() == {
        "file": "a.csv", "kind": "costs", "first": "2025-02", "last": "2025-06",
        "categories": ["tools"], "gaps": ["2025-03", "2025-05"], "running": "2025-07",
        "thin": ["2025-01"],
    }  # fmt: skip
    nothing = Cover("b.csv").to_json()
    assert (nothing["first"], nothing["last"], nothing["running"]) == (None, None, None)
    said = [(note.code, note.values) for note in Coverage((cover, Cover("b.csv"))).notes()]
    assert said == [
        ("still_running", {"name": "a.csv", "month": "2025-07"}),
        ("thin_months", {"name": "a.csv", "months": "2025-01"}),
        ("gap_months", {"name": "a.csv", "months": "2025-03, 2025-05"}),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        USUAL.split("2025-03")[0] + "2025-03-15,Google Ads,advertising,10\n",  # two others
        USUAL + "2025-05-15,Google Ads,advertising,2100\n",  # a fifth of the usual ones, and more
        USUAL.replace("03-15,Google Ads,advertising", "03-15,Salon,events")
        + "2025-05-15,Salon,events,10\n",  # nothing recurs
    ],
)
def test_few_or_lumpy_months_are_left_as_they_are(rows: str) -> None:
    cover = cover_of_costs(read((HEAD + rows).encode()).entries)
    assert cover.thin == () and cover.first == "2025-01"
    assert cover.last == rows.splitlines()[-1][:7]


def test_files_of_different_months_and_categories_stand_beside_one_another() -> None:
    """Ads from a bank from April on, pay from a payroll of January alone."""
    ads, pay = (
        read(f"date,label,category,cost\n{rows}".encode())
        for rows in ("2025-04-30,Google Ads,advertising,2000\n2025-05-31,Ads,advertising,1\n",
                     "2025-01-31,Salaires,people,7500\n")
    )  # fmt: skip
    coverage = Coverage((cover_of_costs(ads.entries), cover_of_costs(pay.entries)))
    joined = pd.concat([ads.entries, pay.entries], ignore_index=True)
    found = variance(WITH_SDR, project(WITH_SDR), joined, coverage=coverage)
    rows = [(r.month, r.category, r.plan, r.actual) for r in found.frame.itertuples()]
    assert rows == [
        ("2025-01", "people", 7000.0, 7500.0),
        ("2025-04", "advertising", 3000.0, 2000.0),
        ("2025-05", "advertising", 3000.0, 1.0),
    ]
    course = reforecast(WITH_SDR, entries=joined, coverage=coverage)
    spent = course.expected["investment"].tolist()
    assert spent[1:7] == [10_500.0, 10_000.0, 10_000.0, 9000.0, 7001.0, 10_000.0]
    # As one file it would have held both from January to May, but for two months without a line.
    assert cover_of_costs(joined).gaps == ("2025-02", "2025-03")


def test_which_month_is_still_running() -> None:
    january, march = 2025 * 12, 2025 * 12 + 2
    assert is_running({january: 15, march: 2})
    assert not is_running({january: 1, march: 1})  # a bill on each first
    assert not is_running({january: 31, march: 27})  # a day or two before the usual one
    assert not is_running({march: 15})  # nothing to compare with
    assert is_running({march: 15}, date(2025, 3, 20))
    assert not is_running({march: 15}, date(2025, 3, 31))
    table = deals(("2025-01-05", "2025-01-30", "won", 1.0, ""), ("2025-03-03", "", "open", 1.0, ""))
    assert cover_of_deals(table).running == "2025-03"
    assert cover_of_deals(table, pd.Timestamp("2025-03-31")).last == "2025-03"
    assert cover_of_deals(table, pd.Timestamp("2025-04-10")).running == "2025-04"


def test_whether_a_month_of_deals_is_over_goes_by_the_readers_day() -> None:
    found = read(NINE_HUNDRED.replace("2025-03-31", "2025-03-28").encode(), name="d")
    for today, whole, running in (
        (date(2025, 3, 28), "2025-02", "2025-03"),
        (date(2025, 4, 1), "2025-03", None),
    ):
        [cover] = coverage_of([found], today=today).covers
        assert (cover.last, cover.running) == (whole, running)


def test_sound_figures_are_applied_and_hints_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    modest = replace(PLAN, channels=(replace(PLAN.channels[0], quote_to_customer=0.1),))
    (tmp_path / "plan.json").write_text(dump_scenario(modest), encoding="utf-8")
    won = (
        "".join(
            f"{n},Closed Won,2025-01-0{n},2025-01-2{n},{v}\n"
            for n, v in enumerate((900, 1100, 5000, 950, 990, 1050, 40_000, 10), 1)
        )
        + "9,Closed Lost,2025-01-09,2025-01-29,700\n"
    )
    (tmp_path / "deals.csv").write_text(LOST.splitlines()[0] + "\n" + won, encoding="utf-8")
    assert main(["calibrate", str(tmp_path / "plan.json"), str(tmp_path / "deals.csv")]) == 0
    found = json.loads(capsys.readouterr().out)
    grades = {one["path"]: one["reliability"] for one in found["suggestions"]}
    hints = {path for path, grade in grades.items() if grade == "low"}
    # Nine deals in a month of a plan with a hundred: the rate is not applied without them.
    assert "channels/Ads/contacts" in hints
    assert set(found["left"]) == hints - {"channels/Ads/contacts"} != set()
    assert found["applied"] == [path for path in grades if path not in found["left"]] != []
    assert list(found["scenario"]["evidence"]) == found["applied"]
    assert found["scenario"]["deal_value"] == 1000
    assert "channels/Ads/quote_to_customer" in found["applied"]
    assert found["warnings"][0]["path"].startswith("channels/Ads/")
    [left] = [note for note in found["notes"] if note["code"] == "hints_left"]
    assert all(path in left["sentence"] for path in found["left"])


def test_a_list_covers_whole_months_and_what_the_user_says() -> None:
    rows = "".join(
        f"Lead {n},Ads,2025-0{1 + n // 30}-{1 + n % 30:02d}\n" for n in range(70) if n != 58
    )
    found = read(f"Lead,Source,Date\n{rows}".replace("2025-02-30", "2025-02-28").encode(), name="l")
    [cover] = coverage_of([found]).covers
    assert (cover.kind, cover.months, cover.running) == ("leads", ("2025-01", "2025-02"), "2025-03")
    assert cover.name == "l"  # by which the user says what it covers
    assert coverage_of([found], chosen={"l": Chosen(last="2025-03")}).months_of("leads") == (
        "2025-01", "2025-02", "2025-03",
    )  # fmt: skip


def test_calibration_measures_whole_months_alone() -> None:
    found = calibrate(PLAN, [read(RUNNING.encode())])
    assert [(one.path, one.observed) for one in found.suggestions] == [
        ("channels/Ads/monthly_cost", 10_000.0)
    ]


def test_what_was_said_of_files_is_read_back_as_hostile_input() -> None:
    said = {"a": Chosen("2024-01", None, ("tools",)), "b": Chosen()}
    assert read_covers(covers_text(said)) == said
    assert read_covers('[["a", null, null, ["tools", "nonsense", 3]]]')["a"].categories == (
        "tools",
    )
    for strange in (None, "", "{", "3", "[1]", '[["a", "2024-13", null, null]]', "[" * 100_000):
        assert read_covers(strange) == {}
