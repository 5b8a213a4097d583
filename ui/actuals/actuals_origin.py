"""At which stage the deals of a file are created: guessed, said in its line, changed below it.

The months before are the plan's until somebody says others, or accepts a cycle that contains them:
from then on they are kept with the answers about the file, for the plan has moved.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from roi_model.actuals.origin import Origin, origin_of
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import card_at
from roi_model.editing import entry
from roi_model.reading.deals.creation import MONTHS_BEFORE
from roi_model.reading.deals.stages import FUNNEL
from roi_model.reading.result import Reading
from roi_model.texts import text
from ui.actuals import uploads
from ui.actuals.files import compared
from ui.elements import figures
from ui.elements.escape import escaped, in_label
from ui.session import binding, state
from ui.session.sentences import sentences

t = sentences("tracking.origin_")


def origin() -> Origin:
    """The stage that the deals stand for, and the months of the plan's clock before it."""
    readings = (uploads.reading(upload) for upload in uploads.held())
    return origin_of(compared.plan(), [one for one in readings if one.usable])


def keep() -> None:
    """Keep stage and months before with every file: the plan's cycle is about to contain them."""
    for upload in uploads.held():
        keep_one(upload)


def keep_one(upload: uploads.Upload) -> None:
    """Keep stage and months before with the answers about a file of deals, as they are now."""
    reading = uploads.reading(upload)
    if not reading.usable or reading.creation is None:
        return
    found = origin_of(compared.plan(), [reading]).to_json()
    uploads.answer_all(upload.digest, {key: str(value) for key, value in found.items()})


def ask(upload: uploads.Upload, reading: Reading) -> None:
    """What the deals of a file are when they are created, and how long after the lead that is."""
    made = reading.creation
    if made is None or not reading.usable:
        return
    lang, key = state.lang(), f"origin-{upload.digest[:12]}"
    taken = origin_of(compared.plan(), [reading])

    def choose() -> None:
        for about in [a for a in upload.answers if a.partition(":")[0] == MONTHS_BEFORE]:
            uploads.answer(upload.digest, about, None)  # they were those of another stage
        uploads.answer(upload.digest, "created_at", st.session_state[key])

    with st.container(key=f"{key}-box"):
        with st.container(horizontal=True, vertical_alignment="top"):
            st.segmented_control(
                t("stage"),
                FUNNEL,
                required=True,
                format_func=lambda stage: text(f"actuals.answer.created_at.{stage}", lang),
                key=key,
                help=t("stage_help"),
                on_change=choose,
                **binding.bound(key, taken.stage, default=taken.stage),
            )
            for channel in taken.months_before:
                _months(upload, channel, taken)
        if made.spelling:
            st.html(figures.note(t("guessed", spelling=made.spelling)))
        elif made.stage is None:
            st.html(figures.note(t("unknown")))


def _months(upload: uploads.Upload, channel: str, taken: Origin) -> None:
    """The months before the creation of a channel's deals ("": of all others), to be typed."""
    lang, about = state.lang(), f"{MONTHS_BEFORE}:{channel}" if channel else MONTHS_BEFORE
    key = f"origin-{upload.digest[:12]}-{about}"
    card = card_at(compared.plan(), "cycle_months")
    label = f"{t('months')} · {channel}" if channel else t("months")
    shown = entry.written(card, taken.before(channel), state.currency(), lang)
    refused = state.extras().pop(key, None)

    def take() -> None:
        typed = st.session_state[key]
        try:
            value = entry.read(card, label, typed, lang, taken.before(channel))
            if (fault := card.problem(value)) is not None or value is None:
                raise ScenarioError([replace(fault, path=label)] if fault else [])
            uploads.answer(upload.digest, about, repr(float(value)))
        except ScenarioError as error:
            state.extras()[key] = error

    with st.container(width=230):
        st.text_input(
            in_label(label), key=key, help=t("months_help"), on_change=take, max_chars=40,
            **binding.bound(key, shown, value=shown),
        )  # fmt: skip
        if refused is not None:
            reason = escaped(refused.problems[0].sentence(lang))
            st.markdown(f":small[:red[:material/block: {reason}]]")
