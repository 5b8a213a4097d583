"""The files of actual spending on the page: taking them, what was understood, what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from roi_model import formatting
from roi_model.actuals.coverage import Cover
from roi_model.declaration.card import clean_name
from roi_model.reading.deals.stages import ANSWERS
from roi_model.reading.explain import written
from roi_model.reading.formats import FORMATS, named
from roi_model.reading.inquiry import Candidate, Finding, Question
from roi_model.reading.result import Reading, clean_file_name
from roi_model.texts import text, topic
from ui.actuals import actuals_left_out, actuals_origin, uploads
from ui.actuals import actuals_tables as tables
from ui.actuals.files import checks, kind, rates, row
from ui.elements import download, figures, given
from ui.elements.escape import escaped, in_label
from ui.session import state
from ui.session.sentences import sentences

_FOLDER = Path(__file__).resolve().parents[2] / "data" / "samples"


t = sentences("pages.actuals.")


# Taking files -----------------------------------------------------------------------------------


def uploader() -> None:
    """Where files are dropped. Those taken stand in the session, the widget is empty again."""
    key = f"upload-files-{uploads.generation()}"

    def take() -> None:
        if came := given.by(key):
            uploads.take([(clean_file_name(file.name), file.getvalue()) for file in came])
            given.let_go(came)

    st.html(_zone_style(empty=not uploads.held()))
    with st.container(key="upload-zone"):
        st.file_uploader(
            t("upload"), accept_multiple_files=True, key=key, help=t("upload_help"), on_change=take
        )
    for code, name in uploads.said():
        if code == "mappings":
            st.success(text("tracking.said_mappings", state.lang(), name=escaped(name)))
            continue
        st.warning(
            t(
                f"said_{code}",
                name=escaped(name),
                most=uploads.MOST_FILES,
                megabytes=uploads.MOST_BYTES // 1_000_000,
            ),
            icon=":material/info:",
        )


def _zone_style(*, empty: bool) -> str:
    """The drop zone in the reader's language, which Streamlit's own words are not."""
    size = st.get_option("server.maxUploadSize")
    words = {
        "stFileUploaderDropzone] button p": t("browse"),
        "stFileUploaderDropzoneInstructions] span": t("size_limit", size=size),
    }
    rules = "".join(
        f".st-key-upload-zone [data-testid={where}{{font-size:0}}"
        f'.st-key-upload-zone [data-testid={where}::after{{font-size:.875rem;content:"{said}"}}'
        for where, said in words.items()
    )
    if empty:
        rules += (
            ".st-key-upload-zone [data-testid=stFileUploaderDropzone]{min-height:7.5rem;"
            "border-style:dashed;align-items:start}"
            ".st-key-upload-zone [data-testid=stFileUploaderDropzone]>*{margin-block:auto}"
        )
    return f"<style>{rules}</style>"


def welcome() -> None:
    """Before the first file: what works, and an example to try."""
    left, right = st.columns(2, gap="large")
    with left:
        st.header(t("works"), anchor=False)
        for one in FORMATS:
            st.markdown(one.words(state.lang()).takes)
        st.markdown(t("takes_xlsx"))
        st.markdown(t("takes_zip"))
        st.markdown(t("takes_not"))
    with right:
        st.header(t("sample"), anchor=False)
        for one in FORMATS:
            for name, label in zip(one.samples, one.words(state.lang()).samples, strict=True):
                st.button(
                    label, key=f"upload-sample-{Path(name).stem}", icon=":material/description:",
                    width="stretch", on_click=_take_sample, args=(name,),
                )  # fmt: skip
        st.html(figures.note(t("privacy")))


def _take_sample(name: str) -> None:
    uploads.take([(name, (_FOLDER / name).read_bytes())])


# What was understood ----------------------------------------------------------------------------


def rows(
    readings: Sequence[Reading], doubts: Mapping[str, Sequence[Finding]],
    covers: Sequence[Sequence[Cover]],
) -> None:  # fmt: skip
    """A line a file; what was understood, is asked and is doubtful unfolds below it."""
    if not readings:
        return
    with st.container(key="upload-rows", gap=None):
        row.heads()
        for upload, reading, covered in zip(uploads.held(), readings, covers, strict=True):
            found = doubts.get(upload.digest, ())
            with st.container(key=f"upload-card-{upload.digest[:12]}", gap=None):
                if row.line(upload, reading, found, covered):
                    with st.container(key=f"upload-details-{upload.digest[:12]}"):
                        _details(upload, reading, found)


def _details(upload: uploads.Upload, reading: Reading, doubts: Sequence[Finding]) -> None:
    lang = state.lang()
    if reading.refused is not None:
        st.error(_refusal(reading, lang), icon=":material/block:")
    checks.say(upload.digest, doubts)
    if reading.dialect:
        rates.inputs(upload, reading)
        actuals_origin.ask(upload, reading)
        figures.pile(
            kind.reason(reading),
            figures.chips(written(reading, lang)),
            _columns(reading),
            *(figures.note(found.sentence(lang)) for found in reading.notes),
            _revenue(reading, lang),
            _answered_before(upload),
        )
    for question in row.asked(reading):
        if question.blocking and question.about == "stage":
            _ask_stages(upload, question, lang)
        else:
            _ask(upload, question, lang)
    actuals_left_out.rejected(upload, reading, lang)
    with st.container(horizontal=True):
        if reading.usable:
            _keep(upload, lang)
        if upload.answers:
            st.button(
                t("reopen"), key=f"upload-reopen-{upload.digest[:12]}", type="tertiary",
                icon=":material/undo:", on_click=uploads.reopen, args=(upload.digest,),
            )  # fmt: skip


def _answered_before(upload: uploads.Upload) -> str:
    """Where the answers about a file are from, if not from its user in this session."""
    lang = state.lang()
    if upload.found_here:
        known = {"workspace": state.held().place, "reopen": t("reopen")}
        return figures.note(text("tracking.mapping_here", lang, **known))
    if upload.found_again:
        return figures.note(text("tracking.mapping_found", lang, name=upload.found_again))
    return ""


def _ask_stages(upload: uploads.Upload, question: Question, lang: str) -> None:
    """What each spelling of a CRM's stage means: one choice for each, the likely one made."""
    counts, likely = question.values["counts"], question.values.get("likely", {})
    assert isinstance(counts, Mapping) and isinstance(likely, Mapping)
    with st.container(border=True, key=f"upload-question-{upload.digest[:12]}-stage"):
        st.markdown(f"**{escaped(question.sentence(lang))}**")
        with st.form(key=f"stages-{upload.digest[:12]}", border=False):
            chosen = {
                spelling: st.segmented_control(
                    f"{in_label(spelling)} ({formatting.number_exact(float(count), lang)})",
                    ANSWERS,
                    default=likely.get(spelling),
                    format_func=lambda state: text(f"tracking.stage_{state}", lang),
                    key=f"stage-{upload.digest[:12]}-{spelling}",
                )
                for spelling, count in counts.items()
            }
            done = st.form_submit_button(text("tracking.mapping_keep", lang))
        if done:
            uploads.answer_all(
                upload.digest,
                {uploads.STAGE + spelling: state for spelling, state in chosen.items() if state},
            )
            st.rerun()
        st.html(figures.note(t("question_help")))


def _keep(upload: uploads.Upload, lang: str) -> None:
    """The answers about this file under a name, for the next of its layout."""
    key = f"keep-{upload.digest[:12]}"
    box = st.popover(
        text("tracking.mapping_save", lang), key=key, type="tertiary",
        icon=":material/bookmark:", on_change="rerun",
    )  # fmt: skip
    if not box.open:
        return
    with box:
        st.caption(text("tracking.mapping_help", lang))
        name = st.text_input(
            text("tracking.mapping_name", lang), key=f"{key}-name", max_chars=60,
            value=upload.name.rsplit(".", 1)[0],
        )  # fmt: skip
        with st.container(horizontal=True):
            if st.button(text("tracking.mapping_keep", lang), key=f"{key}-do") and name.strip():
                actuals_origin.keep_one(upload)
                uploads.save(clean_name(name), upload)
            if uploads.saved():
                download.button(
                    text("tracking.mapping_file", lang), uploads.mappings_file(),
                    text("tracking.mapping_file_name", lang), "application/json", f"{key}-file",
                )  # fmt: skip
        if uploads.saved():
            st.caption(", ".join(escaped(known) for known in uploads.saved()))


def _refusal(reading: Reading, lang: str) -> str:
    refused = reading.refused
    assert refused is not None
    if refused.code == "unexpected":
        return t("unexpected", name=escaped(reading.name))
    return escaped(refused.sentence(lang))


def _columns(reading: Reading) -> str:
    if not reading.columns or (reading.kind and named(reading.kind).fixed_columns):
        return ""
    known = topic("pages", state.lang())["actuals"]["role"]
    pairs = [
        t("column_pair", role=known.get(role, role), column=column)
        for role, column in reading.columns.items()
    ]
    return figures.note(t("columns", columns=", ".join(pairs)))


def _revenue(reading: Reading, lang: str) -> str:
    if not len(reading.revenue):
        return ""
    amount = formatting.money_exact(float(reading.revenue["amount"].sum()), state.currency(), lang)
    return figures.note(t("revenue_fec" if reading.kind == "fec" else "revenue", amount=amount))


# What is asked ----------------------------------------------------------------------------------


def _ask(upload: uploads.Upload, question: Question, lang: str) -> None:
    """A question with its candidate answers; nothing is chosen beforehand."""
    key = f"upload-ask-{upload.digest[:12]}-{question.id}"

    def take() -> None:
        uploads.answer(upload.digest, question.id, st.session_state[key])

    gives = {candidate.answer: _gives(candidate, lang) for candidate in question.candidates}
    with st.container(border=True, key=f"upload-question-{upload.digest[:12]}-{question.about}"):
        st.radio(
            in_label(question.sentence(lang)),
            [candidate.answer for candidate in question.candidates],
            index=None,
            key=key,
            format_func=lambda answer: escaped(answer_words(question, answer, lang)),
            captions=[escaped(gives[candidate.answer]) for candidate in question.candidates],
            on_change=take,
        )
        if question.blocking:
            st.html(figures.note(t("question_help")))


def answer_words(question: Question, answer: str, lang: str) -> str:
    """What an answer means, in the reader's language."""
    if question.about == "date_format":
        known = topic("actuals", lang)["answer"]["date_format"]
        if "?" in answer:
            return str(known.get(answer, answer))
        return f"{known.get(answer, '')} ({formatting.date_pattern(answer, lang)})".strip()
    return question.answer_label(answer, lang)


def _gives(candidate: Candidate, lang: str) -> str:
    """What the file would hold with an answer: total, rows, period."""
    gives, said = candidate.gives, []
    if isinstance(gives.get("all"), (int, float)):
        amount = formatting.money_exact(float(str(gives["all"])), state.currency(), lang)
        said.append(t("gives_all", amount=amount))
    if isinstance(gives.get("rows"), int):
        count = formatting.number_exact(float(str(gives["rows"])), lang)
        said.append(t("gives_kept", count=count))
    if gives.get("first") and gives.get("last"):
        said.append(tables.months_of(str(gives["first"]), str(gives["last"]), lang))
    return ", ".join(said)
