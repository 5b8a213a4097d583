"""Several files at a glance, what they hold twice, and what is doubtful in one of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from roi_model import formatting
from roi_model.actuals.checks.doubts import TOPIC, doubts
from roi_model.actuals.checks.overlaps import overlaps
from roi_model.actuals.coverage import Cover
from roi_model.declaration.scenario import Scenario
from roi_model.reading.inquiry import Finding
from roi_model.reading.result import Reading
from ui.actuals import uploads
from ui.elements.escape import escaped
from ui.session import state
from ui.session.cached import projection
from ui.session.sentences import sentences

t = sentences(f"{TOPIC}.")


def overlap(readings: Sequence[Reading]) -> None:
    """What two files hold of the same, before anything is compared."""
    for found in overlaps(readings):
        values = _shown(found)
        st.warning(t(f"note.{found.code}", **values), icon=":material/content_copy:")


def doubtful(
    readings: Sequence[Reading], covers: Sequence[tuple[Cover, ...]], plan: Scenario, start: str
) -> dict[str, tuple[Finding, ...]]:
    """The doubts still open about each file, by its digest; files without one are left out."""
    made = {}
    for upload, reading, covered in zip(uploads.held(), readings, covers, strict=True):
        of = (covered, plan, start)
        known = upload.judged
        if known is None or known.reading is not reading or known.of != of:
            found = doubts(reading, plan, projection(plan), start, covered)
            known = upload.judged = uploads.Judged(reading, of, found)
        still = tuple(one for one in known.doubts if one.code not in upload.settled)
        if still:
            made[upload.digest] = still
    return made


def say(digest: str, found: Sequence[Finding]) -> None:
    """Each doubt about a file with what may be done about it; one that is none is settled with a
    press.
    """
    for one in found:
        with st.container(
            key=f"doubt-{one.code}-{digest[:12]}", border=True, horizontal=True,
            horizontal_alignment="distribute", vertical_alignment="center",
        ):  # fmt: skip
            said = t(f"note.{one.code}", **_shown(one))
            st.markdown(f":orange[:material/help:] {said}", width="stretch")
            st.button(
                t("settle"), key=f"settle-{one.code}-{digest[:12]}",
                icon=":material/check:", on_click=uploads.settle, args=(digest, one.code),
            )  # fmt: skip


def _shown(found: Finding) -> dict[str, object]:
    """The values of a remark as the reader's language writes them."""
    lang, currency = state.lang(), state.currency()
    made: dict[str, object] = {}
    for name, value in found.values.items():
        if name in ("first", "last", "plan_first", "plan_last"):
            made[name] = formatting.month_name(1, lang, str(value))
        elif name == "times":
            made[name] = formatting.number(float(str(value)), lang)
        elif isinstance(value, float):
            made[name] = formatting.money_exact(value, currency, lang)
        else:
            made[name] = value if isinstance(value, int) else escaped(str(value))
    return made
