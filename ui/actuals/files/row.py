"""One file as a line of a table: what it is, what it holds, what in it deserves a look."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from roi_model import formatting
from roi_model.actuals.checks.doubts import is_unsure
from roi_model.actuals.checks.overlaps import span
from roi_model.actuals.coverage import Cover
from roi_model.reading.deals.figures import deal_figures
from roi_model.reading.events.figures import event_figures
from roi_model.reading.inquiry import Finding, Question
from roi_model.reading.result import Reading
from ui.actuals import actuals_tables as tables
from ui.actuals import uploads
from ui.actuals.files import kind, rates
from ui.elements.escape import escaped
from ui.session import state
from ui.session.sentences import sentences

t = sentences("pages.actuals.")
_said = sentences("pages.actuals.file.")
_NAME, _KIND = 240, 200
"""Pixels of the first two columns; the others share what is left (style.css)."""


def heads() -> None:
    """What the columns are."""
    with st.container(horizontal=True, key="upload-heads"):
        st.html(escape(_said("name")), width=_NAME)
        st.html(escape(_said("kind")), width=_KIND)
        st.html(_cells([_said(name) for name in ("period", "rows", "holds", "look")]))


def line(
    upload: uploads.Upload, reading: Reading, doubts: Sequence[Finding], covers: Sequence[Cover]
) -> bool:
    """The line of one file; whether its details are to stand below it.

    They do by themselves where something in the file is doubtful, asked or refused, and stay until
    they are folded: an answer must not make them vanish from under the hand.
    """
    urgent = _urgent(upload, reading, doubts)
    if urgent and upload.unfolded is None:
        upload.unfolded = True
    unfolded = bool(upload.unfolded)

    def turn() -> None:
        upload.unfolded = not unfolded

    key = upload.digest[:12]
    with st.container(horizontal=True, vertical_alignment="center", key=f"upload-line-{key}"):
        st.button(
            escaped(upload.name), key=f"upload-unfold-{key}", type="tertiary", width=_NAME,
            icon=f":material/{'expand_more' if unfolded else 'chevron_right'}:",
            help=_said("fold" if unfolded else "unfold"), on_click=turn,
        )  # fmt: skip
        with st.container(width=_KIND):
            kind.choice(upload, reading)
        held = _held(reading) if reading.dialect else ["", "", ""]
        look = _look(urgent, [*_recalled(upload), *_guessed(reading), *_incomplete(covers)])
        st.html(_cells([*map(escape, held[:2]), held[2], look], labelled=True))
        st.button(
            t("remove_short"), key=f"upload-remove-{key}", type="tertiary",
            icon=":material/delete:",
            help=t("remove", name=escaped(upload.name)), on_click=uploads.remove,
            args=(upload.digest,),
        )  # fmt: skip
    return unfolded


def _cells(texts: Sequence[str], *, labelled: bool = False) -> str:
    """Period, rows, contents and what to look at; a narrow screen writes what they are before."""
    names = [_said(name) for name in ("period", "rows", "holds", "look")]
    cells = "".join(
        f'<div data-label="{escape(name)}">{shown}</div>' if labelled else f"<div>{shown}</div>"
        for name, shown in zip(names, texts, strict=True)
    )
    return f'<div class="file-cells">{cells}</div>'


def _held(reading: Reading) -> list[str]:
    """Period and rows as text, what the file adds up to as HTML."""
    lang = state.lang()
    if not reading.usable:
        return ["", formatting.number_exact(reading.rows_read, lang), ""]
    found = span(reading)
    rows = t(
        "rows_value",
        kept=formatting.number_exact(reading.rows_kept, lang),
        read=formatting.number_exact(reading.rows_read, lang),
    )
    return ["" if found is None else tables.months_of(*found, lang), rows, _holds(reading, lang)]


def _holds(reading: Reading, lang: str) -> str:
    """The total and how it was converted, or counts by outcome."""
    total, below = "", rates.told(reading)
    if reading.deals is not None:
        found = deal_figures(reading.deals, reading.scale)
        if found["won_amount"] is not None:
            won = formatting.money_exact(found["won_amount"], state.currency(), lang)
            total = _said("won", amount=won)
        counts = {t(f"deals_{outcome}"): found[outcome] for outcome in ("won", "lost", "open")}
        below = " · ".join(part for part in (_counted(counts, lang), below) if part)
    elif reading.events is not None:
        found = event_figures(reading.events)["by_state"]
        below = _counted({t(f"state.{one or 'unsaid'}"): n for one, n in found.items()}, lang)
    else:
        total = formatting.money_exact(reading.total(), state.currency(), lang)
    shown = f"<b>{escape(total)}</b>" if total else ""
    return f"{shown}<small>{escape(below)}</small>" if below else shown


def _counted(counts: dict[str, Any], lang: str) -> str:
    return " · ".join(
        f"{name}\u00a0{formatting.number_exact(count, lang)}" for name, count in counts.items()
    )


# What deserves a look -------------------------------------------------------------------------


def asked(reading: Reading) -> list[Question]:
    """The questions put about a file: those without whose answer it has no figures, and whether
    what comes again is spread.
    """
    return [one for one in reading.questions if one.blocking or one.about == "spread"]


def _urgent(upload: uploads.Upload, reading: Reading, doubts: Sequence[Finding]) -> list[str]:
    """What is refused, asked, doubtful, or decided by less than a certain rule."""
    if reading.refused is not None:
        return [_said("refused")]
    said = []
    if count := len(asked(reading)):
        said.append(_said("asked_one") if count == 1 else _said("asked", count=count))
    said += [_said(one.code) for one in doubts]
    if unrated := rates.missing(upload, reading):
        said.append(_said("unrated", currencies=", ".join(unrated)))
    if is_unsure(reading):
        said.append(_said("unsure"))
    return said


def _recalled(upload: uploads.Upload) -> list[str]:
    """That its questions were answered as those of an earlier file of its layout."""
    return [_said("recalled")] if upload.found_here or upload.found_again else []


def _guessed(reading: Reading) -> list[str]:
    """That nobody said at which stage the deals of a file are created."""
    made = reading.creation
    if made is None or made.told or not reading.usable:
        return []
    return [_said("stage_guessed" if made.stage else "stage_unknown")]


def _incomplete(covers: Sequence[Cover]) -> list[str]:
    """The months that are not compared, since the file does not hold all of them."""
    months = sorted({month for one in covers for month in (*one.partial, *one.gaps)})
    if not months:
        return []
    lang = state.lang()
    if len(months) > 1:
        return [_said("months_incomplete", count=len(months))]
    return [_said("month_incomplete", month=tables.month_of(months[0], lang))]


def _look(urgent: Sequence[str], more: Sequence[str]) -> str:
    if not (urgent or more):
        return f'<span class="file-clear">{escape(_said("clear"))}</span>'
    loud = "".join(f"<li>{escape(one)}</li>" for one in urgent)
    quiet = "".join(f'<li class="file-quiet">{escape(one)}</li>' for one in more)
    return f'<ul class="file-look">{loud}{quiet}</ul>'
