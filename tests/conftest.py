"""Shared by all tests: Hypothesis profiles, and a browser and a server for those that ask."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.each_once import mark_the_rest
from tools.browser import FLAGS, find_browser
from tools.server import ROOT, Server

# No test writes into the home folder, or into a database that somebody has named.
_DATA = tempfile.TemporaryDirectory(prefix="roi-tests-")  # gone with the process
os.environ["ROI_DATA"] = _DATA.name
os.environ.pop("ROI_DATABASE_URL", None)

LONG = bool(os.environ.get("LONG"))
"""`make test-long`: the same tests on far more cases."""
QUICK = bool(os.environ.get("QUICK"))
"""`make test-quick`: of the tests marked `few`, on three cases."""

# A slow machine is no failure: no deadline. In CI the same examples are tried on every run.
_SLOW = [HealthCheck.too_slow]
settings.register_profile("dev", max_examples=50, deadline=None, suppress_health_check=_SLOW)
settings.register_profile(
    "ci", max_examples=120, deadline=None, derandomize=True, suppress_health_check=_SLOW
)
settings.register_profile("quick", max_examples=10, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("long", max_examples=2000, deadline=None, suppress_health_check=_SLOW)
_USUAL = "ci" if os.environ.get("CI") else "dev"
settings.load_profile("long" if LONG else "quick" if QUICK else _USUAL)


LEFT_TO_ALL = frozenset(
    f"tests/{name}.py"
    for name in (
        "actuals/estimates/test_cycle", "analysis/change/test_changes", "analysis/risk/test_risk",
        "export/xlsx/test_story", "ui/case/test_capacity_view", "ui/channels/test_channels_view",
        "ui/compare/test_compare_why", "actuals/test_volume", "actuals/test_worlds",
        "analysis/test_any_scenario",
        "charts/test_risk_pictures", "commands/test_export", "export/contents/test_address",
        "export/deck/test_slides", "export/page/test_page",
        "export/test_bundle", "export/test_languages",
        "export/test_large_book", "export/test_read_back", "reading/deals/test_deals",
        "reading/sandbox/test_limited", "reading/test_bank", "reading/test_mutations",
        "test_readme", "ui/actuals/test_actuals_calibrate", "ui/actuals/test_actuals_quality",
        "ui/actuals/test_actuals_view", "ui/actuals/test_uploads", "ui/deliver/test_deliver_jobs",
        "ui/risk/test_goals_view", "ui/risk/test_risk_draws", "ui/risk/test_risk_view",
    )
)  # fmt: skip
"""Files that take longest, some 5 seconds and more each: `make test-quick` leaves them out."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a fifth of the time, tests wait for another program."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark everything under tests/browser."""
    if QUICK:
        long = {one for one in items if one.path.relative_to(ROOT).as_posix() in LEFT_TO_ALL}
        config.hook.pytest_deselected(items=list(long))
        items[:] = [one for one in items if one not in long]
    if not LONG:
        _one_language_each(config, items)
    mark_the_rest(items)
    for item in items:
        if item.path.relative_to(ROOT).parts[:2] == ("tests", "browser"):
            item.add_marker(pytest.mark.browser)


_IN_BOTH = ("ui", "browser", "commands", "export")
"""Folders whose tests play the same in both languages: one each, in turns, but for LONG."""


def _one_language_each(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a test that is played in French and in English alike, one by the other."""
    same: dict[str, list[pytest.Item]] = {}
    for item in items:
        params = getattr(getattr(item, "callspec", None), "params", {})
        if params.get("lang") in ("fr", "en") and item.path.relative_to(ROOT).parts[1] in _IN_BOTH:
            rest = [str(value) for name, value in params.items() if name != "lang"]
            same.setdefault("|".join([item.nodeid.partition("[")[0], *rest]), []).append(item)
    pairs = [found for found in same.values() if len(found) == 2]
    left = {found[at % 2] for at, found in enumerate(pairs)}
    config.hook.pytest_deselected(items=list(left))
    items[:] = [item for item in items if item not in left]


@pytest.fixture(scope="session")
def chromium_executable() -> str:
    """The path of a browser, for Playwright's `executable_path`."""
    path = find_browser()
    if path is None:
        pytest.fail("No Chromium was found: `make test` installs one, CHROMIUM=/path names one.")
    return path


@pytest.fixture(scope="session")
def chromium_flags() -> list[str]:
    """The flags it is started with."""
    return list(FLAGS)


@pytest.fixture(scope="session")
def app_process() -> Iterator[Server]:
    """The app on a server of its own."""
    with Server() as server:
        yield server


@pytest.fixture(scope="session")
def app_server(app_process: Server) -> str:
    """The address of that server, without a slash at the end."""
    return app_process.address
