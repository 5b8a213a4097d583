"""Where cases come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from roi_model import ScenarioError
from roi_model.storage.presets import preset
from roi_model.sweep import sources
from roi_model.sweep.blocks import Axis
from roi_model.sweep.sources import Grid, apart, axis_of, source_of
from tests.sweep.here import swept
from tests.sweep.lines import SOME


def test_a_grid_comes_in_order_with_its_inputs(tmp_path: Path) -> None:
    base = preset("linkedin-outbound").scenario
    contacts = f"channels/{base.channels[0].name}/contacts"
    axes = (axis_of("deal_value=3000:5000:3", base), axis_of("market=0.9:0.9:1", base))
    axes += (axis_of(f"{contacts}=100:300:21", base),)
    source = Grid(base, axes)
    _, rows = swept(source, tmp_path / "out.parquet", cases=10)
    assert [row["row"] for row in rows] == list(range(1, 64))
    assert [row[contacts] for row in rows[:3]] == [100, 110, 120]
    assert [row["deal_value"] for row in rows[::21]] == [3000, 4000, 5000]
    whole, again = swept(source, tmp_path / "whole.parquet", cases=63)
    assert whole.errors == 0
    assert [row["npv"] for row in again] == pytest.approx([row["npv"] for row in rows], rel=1e-12)


@pytest.mark.parametrize(
    "words",
    ["deal_value", "deal_value=1:2", "deal_value=a:2:3", "deal_value=1:2:0", "deal_value=1:nan:2",
     "name=1:2:3", "channels/Nobody/contacts=1:2:3"],
)  # fmt: skip
def test_what_is_no_axis(words: str) -> None:
    with pytest.raises(ScenarioError):
        axis_of(words, preset("linkedin-outbound").scenario)


def test_two_axes_do_not_move_the_same() -> None:
    with pytest.raises(ScenarioError, match="moves the same input"):
        apart([Axis("deal_value/7", 1, 2, 2), Axis("deal_value", 1, 2, 2)])


def test_long_lines_make_short_blocks(given: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "BYTES", 10_000)
    blocks = list(source_of(str(given)).blocks(64))
    assert b"".join(block.content for block in blocks) == SOME  # type: ignore[attr-defined]
    assert all(block.weight < 20_000 for block in blocks) and len(blocks) > 600 / 64
