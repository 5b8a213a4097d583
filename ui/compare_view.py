"""The page Compare, drawn: which scenarios, their cash on the same axes, their metrics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from roi_model import formatting
from roi_model.analysis.doubt_words import doubted_words, missing_words
from roi_model.analysis.risk import Risk
from roi_model.capacity import with_capacity
from roi_model.charts import side_by_side as chart
from roi_model.charts.frames import value_of
from roi_model.errors import ScenarioError
from roi_model.projection import Projection
from roi_model.scenario import Scenario
from roi_model.storage.scenario_file import dump_scenario
from roi_model.texts import text
from ui import (
    binding,
    case,
    choices,
    deliver_form,
    figures,
    headline,
    kept,
    library,
    pictures,
    state,
)
from ui.cached import projection
from ui.figures import Cell
from ui.plain import escaped

METRICS = (
    "roi",
    "payback_month",
    "net_gain",
    "npv",
    "cash_trough",
    "investment",
    "revenue",
    "gross_profit",
    "customers_signed",
    "cac",
    "cost_per_lead",
    "break_even_customers",
)


def t(key: str, **values: object) -> str:
    return text(f"pages.compare.{key}", state.lang(), **values)


# Which scenarios ------------------------------------------------------------------------------


def chosen() -> dict[str, str]:
    """The scenarios to compare: their names on screen by id; with the tools to keep more."""
    names = choices.names()
    with st.container(key="compare-choice", horizontal=True, vertical_alignment="bottom"):
        found = kept.several(
            "compared",
            t("scenarios"),
            names,
            [choices.CURRENT, choices.other_than_current()],
            chart.MOST,
        )
        with st.popover(t("keep"), icon=":material/bookmark_add:", key="library"):
            _tools()
    return {choice: names[choice] for choice in found}


def _tools() -> None:
    """Keep the case on screen under a name; open a file; what is kept, to download or forget."""
    said = state.extras().pop("library_said", None)
    typed = f"library-name-{state.extras().setdefault('library_typed', 0)}"
    st.text_input(
        t("name"),
        key=typed,
        max_chars=library.LONGEST,
        placeholder=state.case_name()[: library.LONGEST],
    )
    st.button(t("save"), key="library-save", icon=":material/save:", on_click=_save, args=(typed,))
    if said is not None:
        ok, sentence = said
        (st.success if ok else st.error)(escaped(sentence))
    key = f"library-file-{state.extras().setdefault('library_file', 0)}"
    with st.container(key="library-open"):
        st.html(_uploader_words())
        st.file_uploader(
            t("open"),
            type=["json", "xlsx"],
            key=key,
            max_upload_size=5,
            on_change=_open,
            args=(key,),
        )
    for position, name in enumerate(library.names()):
        _kept_one(position, name)
    st.caption(t("kept_note"))


def _uploader_words() -> str:
    """The uploader in the reader's language, which Streamlit's own words are not."""
    lang = state.lang()
    words = {
        "stFileUploaderDropzone] button p": text("pages.actuals.browse", lang),
        "stFileUploaderDropzoneInstructions] span": text("pages.actuals.size_limit", lang, size=5),
    }
    rules = "".join(
        f".st-key-library-open [data-testid={where}{{font-size:0}}"
        f'.st-key-library-open [data-testid={where}::after{{font-size:.875rem;content:"{said}"}}'
        for where, said in words.items()
    )
    return f"<style>{rules}</style>"


def _kept_one(position: int, name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"library-{position}"):
        key = f"library-called-{position}"
        st.text_input(
            t("name"),
            key=key,
            max_chars=library.LONGEST,
            label_visibility="collapsed",
            on_change=_rename,
            args=(name, key),
            **binding.bound(key, name, value=name),
        )
        st.button(
            t("reopen"),
            key=f"library-reopen-{position}",
            icon=":material/open_in_browser:",
            help=t("reopen_help"),
            on_click=_reopen,
            args=(name,),
        )
        st.button(
            t("duplicate"),
            key=f"library-duplicate-{position}",
            icon=":material/content_copy:",
            help=t("duplicate"),
            on_click=_duplicate,
            args=(name,),
        )
        st.download_button(
            t("download"),
            help=t("download"),
            data=lambda: dump_scenario(library.get(name)).encode(),
            file_name=case.file_name(name),
            mime="application/json",
            icon=":material/download:",
            key=f"library-get-{position}",
            on_click="ignore",
        )
        st.button(
            t("forget"),
            help=t("forget"),
            key=f"library-forget-{position}",
            icon=":material/delete:",
            on_click=_forget,
            args=(name,),
        )


def _save(key: str) -> None:
    typed = str(st.session_state.get(key, ""))
    _keep(typed.strip() or state.case_name(), state.scenario())
    state.extras()["library_typed"] += 1  # an empty field for the next name
    binding.refresh_all()


def _open(key: str) -> None:
    file = st.session_state.get(key)
    if file is None:
        return
    lang = state.lang()
    try:
        if file.size > case.most_bytes(file.name):
            state.extras()["library_said"] = False, text("ui.case.file_too_large", lang)
            return
        scenario = case.scenario_from(file.name, file.getvalue())
        _keep(scenario.name, scenario)
    except ScenarioError as error:
        told = " ".join(error.sentences(lang).splitlines()[:6])
        state.extras()["library_said"] = False, f"{text('ui.case.file_refused', lang)} {told}"
    finally:
        state.extras()["library_file"] += 1
    binding.refresh_all()


def _keep(name: str, scenario: Scenario) -> None:
    """Keep a scenario and put it beside the others, where there is room for one more line."""
    try:
        name = library.save(name, scenario)
    except (library.LibraryFullError, ValueError) as error:
        full = isinstance(error, library.LibraryFullError)
        state.extras()["library_said"] = (
            False,
            t("full", most=library.MOST) if full else t("nameless"),
        )
        return
    default = [choices.CURRENT, choices.other_than_current()]
    shown = kept.value("compared", default) or default
    wanted = choices.SAVED + name
    if wanted not in shown and len(shown) < chart.MOST:
        kept.choose("compared", [*shown, wanted])
    state.extras()["library_said"] = True, t("saved", name=name)


def _reopen(name: str) -> None:
    """On screen again; what was there is one undo away."""
    state.open_case(library.get(name))
    state.extras()["library_said"] = True, t("reopened", name=name)
    binding.refresh_all()


def _rename(name: str, key: str) -> None:
    try:
        called = library.rename(name, str(st.session_state[key]))
    except ValueError:
        state.extras()["library_said"] = False, t("name_taken")
    else:
        kept.follow(choices.SAVED + name, choices.SAVED + called)
        deliver_form.follow(name, called)
    binding.refresh_all()


def _duplicate(name: str) -> None:
    try:
        room = library.LONGEST - 4
        made = library.duplicate(name, lambda number: f"{name[:room]} ({number})")
    except library.LibraryFullError:
        state.extras()["library_said"] = False, t("full", most=library.MOST)
    else:
        state.extras()["library_said"] = True, t("duplicated", name=made)
    binding.refresh_all()


def _forget(name: str) -> None:
    library.remove(name)
    binding.refresh_all()


# The same axes --------------------------------------------------------------------------------


def side_by_side(chosen: Mapping[str, str]) -> None:
    """The cumulative cash of each scenario."""
    plans = {name: projection(choices.scenario(choice)) for choice, name in chosen.items()}
    cash(
        plans, "side-by-side", start=_common_start([choices.scenario(choice) for choice in chosen])
    )


def cash(plans: Mapping[str, Projection], key: str, *, start: str | None, title: str = "") -> None:
    """Cumulative cash by name; `title` where it is not one scenario beside another."""
    frame = chart.frame(plans)
    spec = chart.spec(
        state.lang(),
        state.currency(),
        pictures.theme(),
        horizon=int(frame["month"].max()),
        start=start,
    )
    if title:
        spec = {**spec, "title": {**spec["title"], "text": title}}
    st.vega_lite_chart(frame, spec, theme=None, width="stretch", key=f"chart-{key}")


def _common_start(scenarios: Sequence[Scenario]) -> str | None:
    """The calendar month in which all of them start; None where they differ."""
    starts = {scenario.start for scenario in scenarios}
    return starts.pop() if len(starts) == 1 else None


# Metrics --------------------------------------------------------------------------------------


def metrics(chosen: Mapping[str, str]) -> None:
    """A row a metric, a column a scenario: as it is, or how far from one of them."""
    reference = kept.select(
        "relative_to",
        t("show"),
        {"": t("absolute")} | {one: t("relative", name=name) for one, name in chosen.items()},
        "",
        width=320,
    )
    scenarios = {choice: choices.scenario(choice) for choice in chosen}
    table(
        {chosen[choice]: scenario for choice, scenario in scenarios.items()},
        METRICS,
        chosen.get(reference),
    )
    lengths = {scenario.horizon_months for scenario in scenarios.values()}
    if len(lengths) > 1:
        st.html(figures.note(t("horizons_differ")))
    if reference:
        st.caption(t("reading", name=escaped(chosen[reference])))


def table(
    scenarios: Mapping[str, Scenario],
    names: Sequence[str],
    reference: str | None,
    run: Risk | None = None,
) -> None:
    """Metrics of scenarios by name; beside a reference, differences with what they mean.

    With the draws of the case they are all of, a payback says its chance, and how often never.
    """
    lang = state.lang()
    months = [
        Cell(t("months", months=scenario.horizon_months), number=True)
        for scenario in scenarios.values()
    ]
    rows = [[Cell(t("horizon")), *months]]
    plans = {name: projection(scenario) for name, scenario in scenarios.items()}
    base = None if reference is None else plans[reference]
    for metric in with_capacity(names, plans.values()):
        cells = [
            _cell(metric, plan, None if name == reference else base) for name, plan in plans.items()
        ]
        label = Cell(text(f"metrics.{metric}.label", lang))
        if run is not None:
            label = replace(label, below=missing_words(metric, run, lang))
            cells = [
                _with_chance(cell, doubted_words(value_of(plan, metric), metric, run, lang))
                for cell, plan in zip(cells, plans.values(), strict=True)
            ]
        rows.append([label, *cells])
    with st.container(key=f"metric-table-{len(names)}"):
        st.html(figures.table([t("metric"), *plans], rows))


def _with_chance(cell: Cell, chance: str) -> Cell:
    return replace(cell, below=" · ".join(words for words in (cell.below, chance) if words))


def _cell(metric: str, plan: Projection, base: Projection | None) -> Cell:
    """A metric of a plan, or its difference from another's, in words too."""
    lang, currency = state.lang(), state.currency()
    value = value_of(plan, metric)
    shown = headline.written(metric, value, currency, lang)
    if value is None:
        reason = text(f"metrics.reason.{plan.metrics[metric].reason}", lang)
        return Cell(shown, reason, number=True)
    if base is None:
        return Cell(shown, number=True)
    change = formatting.delta(metric, value, value_of(base, metric), currency, lang)
    if change is None:
        return Cell(shown, t("no_difference"), number=True)
    if change.good is None:
        return Cell(change.text, shown, number=True)
    kind = "better" if change.good else "worse"
    arrow = "▲" if change.direction == "up" else "▼"
    said = f"{arrow} {change.text} · {text(f'ui.headline.{kind}', lang)}"
    return Cell(said, shown, number=True, tone=kind)
