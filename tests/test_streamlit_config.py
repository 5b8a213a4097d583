"""Streamlit's settings: known to it, closed to strangers, colours that can be read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from roi_model.settings import origins
from tests.project import ROOT


def settings() -> dict[str, Any]:
    """Streamlit's settings as flat names: `server.address`, `theme.light.textColor`."""

    def flat(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
        for key, value in table.items():
            if isinstance(value, dict):
                yield from flat(value, f"{prefix}{key}.")
            else:
                yield prefix + key, value

    written = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    return dict(flat(tomllib.loads(written), ""))


@pytest.mark.parametrize("name", sorted(settings()))
def test_streamlit_knows_each_setting(name: str) -> None:
    from streamlit import config

    config.get_option(name)  # raises where the name is unknown: Streamlit itself would say nothing


def test_nothing_leaves_the_machine_and_nobody_else_comes_in() -> None:
    found = settings()
    assert found["server.address"] == "localhost"
    assert found["server.allowedHosts"]
    assert found["browser.gatherUsageStats"] is False
    assert found["client.showErrorDetails"] == "none"
    assert found["server.maxUploadSize"] <= 100


def test_a_page_is_steered_by_its_own_messages_alone() -> None:
    """By default pages of others may stop it, run it and take it elsewhere where they frame it."""
    own = ["http://localhost:*", "http://127.0.0.1:*"]
    assert settings()["client.allowedOrigins"] == own == origins()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROI_PUBLIC_URL", "https://roi.example.org")
        assert origins() == ["https://roi.example.org", *own]


def test_connections_are_kept_alive_where_30_seconds_are_too_long() -> None:
    assert settings()["server.websocketPingInterval"] < 30


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_can_be_told_from_the_background(theme: str) -> None:
    colours = {k.removeprefix(f"theme.{theme}."): v for k, v in settings().items()}
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    for behind in (colours["backgroundColor"], colours["secondaryBackgroundColor"]):
        assert contrast(colours["textColor"], behind) >= 7
        assert contrast(colours["linkColor"], behind) >= 4.5
        assert contrast(colours["primaryColor"], behind) >= 4.5  # the value over a slider
        for mark in colours["chartCategoricalColors"]:
            assert contrast(mark, behind) >= 3
    assert contrast("#ffffff", colours["primaryColor"]) >= 3  # the tick in a checkbox
