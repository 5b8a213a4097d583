"""`calibrate` and `variance` on the command line: shapes, answers, and errors that teach."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from roi_model.__main__ import main
from roi_model.actuals.calibrate import calibrate
from roi_model.actuals.suggestion import apply
from roi_model.commands.actuals import variance_command
from roi_model.declaration.scenario import Channel, CostLine, Scenario
from roi_model.projection import project
from roi_model.reading.formats import KINDS
from roi_model.reading.reading import read
from roi_model.storage.scenario_file import dump_scenario, scenario_from_dict
from tests.actuals.crm import COSTS, crm, spending
from tests.commands.asked import answer, refused
from tests.reading.variants import SAMPLES

needs_deals = pytest.mark.skipif("deals" not in KINDS, reason="the reader of deals is not there")


@pytest.fixture
def plan(tmp_path: Path) -> str:
    return written(tmp_path / "plan.json", dump_scenario(spending()).encode())


@pytest.fixture
def costs(tmp_path: Path) -> str:
    return written(tmp_path / "costs.csv", COSTS)


@pytest.fixture
def pipeline(tmp_path: Path) -> str:
    table = crm()[["created", "closed", "state", "amount", "source"]]
    names = {"created": "Create date", "closed": "Close date", "state": "Status",
             "amount": "Amount", "source": "Source"}  # fmt: skip
    lines = table.rename(columns=names).to_csv(index_label="Record ID", date_format="%Y-%m-%d")
    return written(tmp_path / "deals.csv", lines.encode())


def written(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)


def test_calibrate_costs(plan: str, costs: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "calibrate", plan, costs)
    assert list(found) == ["suggestions", "as_of", "origin", "notes", "coverage", "applied",
                           "left", "needed", "warnings", "scenario"]  # fmt: skip
    keys = ["path", "plan", "observed", "low", "high", "sample", "reliability", "naive"]
    assert [list(one) for one in found["suggestions"]] == [keys] * 3
    # Two months are hints at best: nothing is applied by itself.
    assert (found["applied"], found["left"]) == ([], [one["path"] for one in found["suggestions"]])
    assert scenario_from_dict(found["scenario"]).costs[0].amount == 400.0
    assert "Simples indices" in str(answer(capsys, "--lang", "fr", "calibrate", plan, costs))


def test_variance_of_costs(plan: str, costs: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "variance", plan, costs, "--target", "investment=9000@2024-02",
                   "--target", "customers=1@12")  # fmt: skip
    assert found["last_month"] == "2024-02" and found["start_assumed"] is False
    spent = {row["category"]: row["actual"] for row in found["by_category"]}
    assert spent == {"people": 12_780.0, "tools": 720.0, "advertising": 900.0} | {
        row["category"]: 0.0 for row in found["by_category"] if row["actual"] == 0
    }
    assert (found["won_business"], found["kpis"]) == (None, [])
    reforecast = found["reforecast"]
    assert reforecast["actual_months"] == 2
    # 900 of meetings a month are in the plan and not in the file: the plan stands there.
    assert reforecast["monthly"]["investment"][:3] == [0.0, 7640.0, 8560.0]
    told = calibrate(spending(), [read(COSTS)])
    applied = apply(spending(), told.suggestions)
    later = project(applied).monthly["investment"][3:].tolist()
    assert reforecast["monthly"]["investment"][3:] == pytest.approx(later)
    assert len(reforecast["monthly"]["cumulative_cash"]) == 37
    assert [target["status"] for target in found["targets"]] == ["missed", "on_track"]


def test_smoothing_on_request(
    plan: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = b"date;label;cost\n2024-01-31;HubSpot;500,00\n2024-02-29;HubSpot;-100,00\n"
    lines += b"2024-02-28;Payroll;50,00\n"
    file = written(tmp_path / "reversed.csv", lines)
    answers = written(tmp_path / "answers.json", b'{"sign": "positive"}')
    plain = answer(capsys, "variance", plan, file, "--answers", answers)
    flat = answer(capsys, "variance", plan, file, "--answers", answers, "--smooth")
    assert [row["actual"] for row in plain["by_month"]] == [500.0, -50.0]
    assert [row["actual"] for row in flat["by_month"]] == [400.0, 50.0]


@needs_deals
def test_calibrate_and_compare_deals(
    plan: str, costs: str, pipeline: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, "calibrate", plan, pipeline, costs, "--as-of", "2024-12-31")
    paths = [one["path"] for one in found["suggestions"]]
    assert paths[:4] == ["channels/Ads/quote_to_customer", "cycle_months", "cycle_cv", "deal_value"]
    assert paths[4] == "channels/Ads/contacts"
    assert paths[5:] == ["team/SDR/gross_salary", "costs/CRM/amount", "channels/Ads/monthly_cost"]
    rate = found["suggestions"][0]
    assert rate["low"] < 0.3 < rate["high"] and rate["naive"] < rate["observed"]
    assert found["needed"] == []  # 240 deals tell it
    compared = answer(capsys, "variance", plan, pipeline, costs, "--as-of", "2024-12-31")
    table = crm()
    won = table[table["state"] == "won"]
    business = compared["won_business"]
    assert business["last_month"] == "2024-12"
    assert business["actual"]["amount"] == pytest.approx(won["amount"].sum(), abs=0.5)
    assert sum(business["parts"].values()) == pytest.approx(business["difference"])
    assert [line["month"] for line in compared["kpis"]][:2] == ["2024-01", "2024-02"]
    assert compared["reforecast"]["known"] == ["costs", "deals"]
    assert compared["reforecast"]["actual_months"] == 2
    early = won[won["closed"] < pd.Timestamp("2024-03-01")]
    to_date = sum(compared["reforecast"]["monthly"]["won_business"][:3])
    assert to_date == pytest.approx(early["amount"].sum(), abs=0.5)


def test_files_that_cannot_be_used_teach(
    plan: str, costs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = written(tmp_path / "asked.csv", b"date;label;cost\n2024-01-31;HubSpot;1,234\n"
                    b"2024-02-29;HubSpot;2,345\n")  # fmt: skip
    picture = written(tmp_path / "costs.pdf", b"%PDF-1.4 nothing")
    for command in ("calibrate", "variance"):
        told = refused(capsys, command, plan, asked, picture, costs)
        assert "asked.csv" in told and '{"decimal:cost": ' in told and "--answers" in told
        assert "costs.pdf" in told and "PDF" in told
        assert len(told.strip().splitlines()) == 2
        french = refused(capsys, "--lang", "fr", command, plan, asked)
        assert "Réponses" in french
        answers = written(tmp_path / "answers.json", b'{"decimal:cost": "."}')
        assert answer(capsys, command, plan, asked, "--answers", answers)
        assert "2024-13-01" in refused(capsys, command, plan, costs, "--as-of", "2024-13-01")
        assert "nowhere" in refused(capsys, command, plan, str(tmp_path / "nowhere.csv"))
    for wrong in ("customers", "customers=many@3", "customers=3@soon", "joy=1@3"):
        assert wrong[:3] in refused(capsys, "variance", plan, costs, "--target", wrong)


CAMPAIGNS = ("data/samples/campaigns_en.csv", "data/samples/deals_hubspot_en.csv")


def test_return_by_channel(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = "data/presets/inbound-and-outbound.json"
    said = b"""{"channels": {"costs": {"category:people": "Outbound", "label:no such": null},
                            "sources": {"LinkedIn": "Outbound"}}}"""
    answers = written(tmp_path / "answers.json", said)
    told = answer(capsys, "variance", plan, *CAMPAIGNS, "--answers", answers)["by_channel"]
    assert (told["months"][0], told["months"][-1], told["stage"]) == (
        "2024-01",
        "2024-05",
        "meetings",
    )
    lines = {line["name"]: line for line in told["lines"]}
    assert list(lines) == ["Inbound", "Outbound", "Trade show", None]
    assert lines["Inbound"]["cost"] == 4570.85
    assert lines["Outbound"]["cost"] == pytest.approx(5 * 4260 + 3295.75)  # LinkedIn's go along
    assert (lines["Outbound"]["created"], lines["Outbound"]["won"]) == (7, 3)
    assert (lines["Trade show"]["cost"], lines["Trade show"]["plan"]) == (6000, None)
    assert lines[None]["cost"] == 5 * 459  # tools
    assert told["total"]["cost"] == pytest.approx(37_461.60)
    assert told["unplanned_costs"] == ["people"]
    assert {"source": "LinkedIn", "channel": "Outbound", "guess": False} in told["sources"]
    # The same answers serve the other commands, and a name that is none is refused.
    assert answer(capsys, "read", CAMPAIGNS[0], "--answers", answers)["kind"] == "costs"
    wrong = written(tmp_path / "wrong.json", b'{"channels": {"sources": {"LinkedIn": "Fax"}}}')
    why = refused(capsys, "variance", plan, *CAMPAIGNS, "--answers", wrong)
    assert "Fax" in why and "Outbound" in why
    assert answer(capsys, "variance", plan, CAMPAIGNS[0])["by_channel"] is None
    assert answer(capsys, "variance", plan, CAMPAIGNS[1])["by_channel"] is None


@pytest.mark.parametrize("command", ["calibrate", "variance"])
def test_help_tells_the_shape(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    shape = {
        "calibrate": "path, plan, observed, low, high (95 %), sample, reliability",
        "variance": "parts: {volume, rate, before, timing, value, without_amount, earlier}",
    }
    assert shape[command] in told


def test_lists_are_counted_beside_the_plan_and_targets_follow(
    plan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(SAMPLES / name) for name in ("leads_hubspot_en.csv", "calls_en.csv")]
    found = answer(
        capsys, "variance", plan, *files,
        "--target", "qualified_per_lead=0.5@2024-03", "--target", "meetings_per_call=0.1@2024-03",
    )  # fmt: skip
    assert [line["month"] for line in found["prospecting"]] == ["2024-01", "2024-02", "2024-03"]
    assert found["prospecting"][0]["qualified_per_lead"]["actual"] == 0.5
    assert found["prospecting"][0]["cost_per_qualified"]["reason"] == "no_costs"
    missed, met = found["targets"]
    assert (missed["status"], missed["actual"]) == ("missed", 0.4)
    assert (met["status"], met["actual"]) == ("met", 0.1)


def test_what_files_hold_twice_and_what_is_far_off_the_plan_are_notes(tmp_path: Path) -> None:
    rows = "date;label;cost\n2024-01-28;HubSpot;{}\n2024-02-28;HubSpot;{}\n"
    for name, amount in (("one.csv", "0,40"), ("other.csv", "0,50")):
        (tmp_path / name).write_text(rows.format(amount, amount))
    plan = Scenario(
        name="Plan", channels=(Channel(name="Calls"),), start="2024-01", horizon_months=3,
        campaign_months=3,
        costs=(CostLine(name="CRM", category="tools", amount=400),),
    )  # fmt: skip
    found = variance_command(plan, [tmp_path / "one.csv", tmp_path / "other.csv"])
    said = [note["code"] for note in found["notes"]]
    assert said[:3] == ["same_months", "far_below", "far_below"]
    assert found["notes"][0]["amount"] == pytest.approx(0.8)
    assert "one.csv" in found["notes"][0]["sentence"]


def test_calibrate_says_what_the_open_deals_are_worth_where_it_is_asked(
    plan: str, costs: str, pipeline: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("calibrate", plan, pipeline, "--as-of", "2024-12-31")
    assert "open" not in answer(capsys, *asked)
    found = answer(capsys, *asked, "--open", "--target", "won_business=90000@2025-03",
                   "--target", "roi=1@12")["open"]  # fmt: skip
    same = answer(capsys, "variance", *asked[1:])["reforecast"]["open_deals"]
    assert found["reason"] is None and found["as_of"] == "2024-12-31"
    assert found["totals"]["expected"] == same["totals"]["expected"] > 0
    assert [row["id"] for row in found["deals"]] == [row["id"] for row in same["rows"]]
    by_month = {row["month"]: row["expected"] for row in found["monthly"]}
    assert by_month == {m: same["monthly"]["won_business"][m] for m in by_month}
    span = found["totals"]["first_orders"]
    assert span["low"] < span["expected"] < span["high"]
    target, other = found["targets"]
    assert other is None and target["metric"] == "won_business"
    assert target["missing"] == pytest.approx(
        max(0.0, 90_000 - target["signed"] - target["open"]["expected"])
    )
    assert answer(capsys, "calibrate", plan, costs, "--open")["open"] == {"reason": "no_deals"}
