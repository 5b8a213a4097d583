"""What the files are compared with: the case on screen, or the one before it took their figures."""

from __future__ import annotations

from roi_model.declaration.scenario import Scenario
from roi_model.storage.link import OWN
from ui.actuals.uploads import shelf
from ui.session import state
from ui.session.session import in_currency


def plan() -> Scenario:
    """What the files are compared with: the case on screen, as it was before figures of the files
    were accepted into it.
    """
    kept = shelf().plan
    if kept is None or shelf().plan_of != _case():
        return state.scenario()
    return in_currency(kept, state.currency()) if _case()[0] == OWN else state.seen(kept)


def _case() -> tuple[str, str]:
    """Which case is on screen, whatever was edited in it: of another, the plan is another."""
    slug = state.preset_slug()
    return slug, state.scenario().name if slug == OWN else ""


def keep_plan() -> None:
    """From now on the case on screen moves on, and the plan stays what it is now."""
    there = shelf()
    there.plan, there.plan_of = plan(), _case()


def renew_plan() -> None:
    """Compare with the case on screen again."""
    shelf().plan = None
