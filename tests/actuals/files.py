"""A plan with files of costs and deals that cover some of its months, and what the command says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from roi_model.__main__ import main
from roi_model.declaration.scenario import Channel, Scenario
from roi_model.storage.scenario_file import dump_scenario

AT_ONCE = {"created_at": "quote", "months_before": 0}
"""Answers: a deal is a quote, and the plan's whole clock starts with it."""
PLAN = Scenario(
    name="plan1", start="2025-01", horizon_months=12, campaign_months=12, cycle_months=3,
    cycle_cv=0, deal_value=1000, gross_margin=1, dso_days=0, commission=0, discount_rate=0,
    channels=(Channel(name="Ads", contacts=100, contact_to_lead=1, lead_to_qualified=1,
                      qualified_to_meeting=1, meeting_to_quote=1, quote_to_customer=0.25,
                      meeting_cost=0, monthly_cost=10_000),),
)  # fmt: skip

ADS_ALONE = """date,label,category,cost
2025-01-15,Google Ads,advertising,3000.00
2025-02-15,Google Ads,advertising,3000.00
2025-03-15,Google Ads,advertising,3000.00
"""

LOST = """Deal ID,Deal Stage,Create Date,Close Date,Amount
1,Closed Lost,2025-01-10,2025-01-20,1000
2,Closed Lost,2025-02-10,2025-02-20,1000
3,Closed Lost,2025-03-10,2025-03-20,1000
4,Closed Lost,2025-03-12,2025-03-31,1000
"""


def compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], plan: Scenario, *files: str, more: Any = (),
    answers: Mapping[str, object] = {},
) -> Any:  # fmt: skip
    """What `variance` prints of a plan and files, as answered."""
    (tmp_path / "answers.json").write_text(json.dumps(dict(answers)), encoding="utf-8")
    (tmp_path / "plan.json").write_text(dump_scenario(plan), encoding="utf-8")
    names = []
    for number, content in enumerate(files):
        names.append(str(tmp_path / f"file{number}.csv"))
        Path(names[-1]).write_text(content, encoding="utf-8")
    said = ["--answers", str(tmp_path / "answers.json")] if answers else []
    assert main(["variance", str(tmp_path / "plan.json"), *names, *said, *more]) == 0
    return json.loads(capsys.readouterr().out)


def headline(found: Any) -> tuple[float, float]:
    metrics = found["reforecast"]["metrics"]
    return metrics["roi"]["value"], metrics["payback_month"]["value"]
