"""What the files say of themselves: title, client, author, day, language, and what goes in."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any

import streamlit as st

from roi_model.actuals.calibrate import joined_deals
from roi_model.actuals.reforecast import Reforecast
from roi_model.actuals.variance import Variance, first_month, variance
from roi_model.declaration.card import clean_name
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.editing import edits
from roi_model.export.contents.address import public_address, setting
from roi_model.export.contents.alternatives import MOST
from roi_model.export.contents.dossier import WORDS, Dossier
from roi_model.export.contents.logo import clean_logo
from roi_model.export.deck.slides import check_template
from roi_model.export.page.stops import MOST_SLIDERS, choosable, offered, telling
from roi_model.storage import link
from roi_model.texts import LANGUAGES
from ui.actuals import actuals_calibrate, uploads
from ui.actuals.files import compared
from ui.elements import given
from ui.elements.escape import escaped
from ui.risk import goals_view
from ui.session import binding, cached, remembered, saved_scenarios, state, who
from ui.session.sentences import sentences

t = sentences("deliver.")
MOST_COMPARED = MOST - 1


def show() -> tuple[Dossier, bytes | None]:
    """The form; returns the dossier it describes, the same one while nothing changes, and the
    template of the slides where one was given.
    """
    for key in ("heading", "client", "author"):
        _words(key)
    left, right = st.columns(2)
    with left:
        st.date_input(
            t("day"), key="deliver-day", on_change=_keep, args=("day",), format="DD/MM/YYYY",
            **binding.bound("deliver-day", _day(), value=_day()),
        )  # fmt: skip
    with right:
        st.segmented_control(
            t("language"), LANGUAGES, format_func=str.upper, key="deliver-lang", required=True,
            on_change=_keep, args=("lang",),
            **binding.bound("deliver-lang", _lang(), default=_lang()),
        )  # fmt: skip
    compared = _compared()
    sliders = _sliders()
    actual = _actual()
    with st.expander(t("own_looks"), icon=":material/palette:"):
        _file("logo", ["png", "jpg", "jpeg"])
        _file("template", ["pptx"])
        _where()
    return _dossier(actual, sliders, compared), _content("template")


def _compared() -> dict[str, Scenario]:
    """What the files set beside the case, by name: what Compare holds, until others are chosen.

    The baseline is in every file anyway.
    """
    for sentence in saved_scenarios.look():
        st.warning(escaped(sentence), icon=":material/folder_off:")
    always = (saved_scenarios.CURRENT, saved_scenarios.BASELINE)
    names = saved_scenarios.choice_names()
    options = {choice: name for choice, name in names.items() if choice not in always}
    held = remembered.value("compared", [])
    kept = [one for one in remembered.value("beside", held) if one in options][:MOST_COMPARED]
    chosen = remembered.several("beside", t("compared"), options, kept, MOST_COMPARED)
    return {options[choice]: saved_scenarios.chosen(choice) for choice in chosen}


def _sliders() -> tuple[str, ...]:
    """What the page with sliders moves: as chosen here, else as in presenter mode, else what moves
    the return most.
    """
    scenario = state.scenario()
    usual = cached.about("telling", scenario, lambda: telling(scenario))
    presented = [
        real
        for path in remembered.value("presented", usual)
        for real in edits.real_paths(scenario, path)
    ]
    known = choosable(scenario)
    options = offered(scenario, state.lang(), presented)
    default = [path for path in presented if path in options][:MOST_SLIDERS] or usual
    chosen = remembered.several("page_sliders", t("sliders"), options, default, MOST_SLIDERS)
    # The names that the app gave are those of the files' language there.
    there = dict(zip(known, choosable(state.cases(_lang())[0]), strict=True))
    return tuple(there[path] for path in chosen)


def _words(key: str) -> None:
    shown = str(_shelf().get(key, ""))
    st.text_input(
        t(key),
        key=f"deliver-{key}",
        max_chars=WORDS // 2,
        placeholder=state.case_name(_lang()) if key == "heading" else t(f"{key}_example"),
        on_change=_keep,
        args=(key,),
        **binding.bound(f"deliver-{key}", shown, value=shown),
    )


def _where() -> None:
    """Where others reach the app, if anywhere: a link to this machine would lead nobody here."""
    shown = str(_shelf().get("address", setting()))
    st.text_input(
        t("address"), key="deliver-address", max_chars=WORDS, placeholder=t("address_example"),
        help=t("address_help"), on_change=_keep, args=("address",),
        **binding.bound("deliver-address", shown, value=shown),
    )  # fmt: skip
    try:
        public_address(shown)
    except ScenarioError:
        st.error(t("address_refused"))


def _file(key: str, kinds: list[str]) -> None:
    """An uploader; what was given stays over page changes, and can be taken away."""
    held = _shelf().get(key)
    if held is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(t(f"{key}_held", name=escaped(held[0])))
            st.button(t("remove"), key=f"deliver-{key}-remove", on_click=_remove, args=(key,))
        return
    if gone := _shelf().get(f"{key}_name"):
        st.caption(t("file_gone", name=escaped(str(gone))))
    number = _shelf().setdefault("files", 0)
    st.file_uploader(t(key), type=kinds, key=f"deliver-{key}-{number}", max_upload_size=50,
                     on_change=_take, args=(key, f"deliver-{key}-{number}"))  # fmt: skip
    if refused := _shelf().get(f"{key}_refused"):
        st.error(t(refused))


def _take(key: str, widget: str) -> None:
    file = next(iter(given.by(widget)), None)
    if file is None:
        return
    content = file.getvalue()
    given.let_go([file])
    _shelf()["files"] += 1
    _shelf()[f"{key}_refused"] = ""
    try:
        if key == "logo":
            content = clean_logo(content)
        else:
            check_template(content)
    except ScenarioError:
        _shelf()[f"{key}_refused"] = f"{key}_refused"
        return
    _shelf()[key] = (file.name, content)
    _shelf().pop(f"{key}_name", None)


def _remove(key: str) -> None:
    _shelf().pop(key, None)


def _content(key: str) -> bytes | None:
    held = _shelf().get(key)
    return None if held is None else bytes(held[1])


def _actual() -> Actual | None:
    """What became of the plan, where figures were uploaded and the reader wants them in."""
    held = uploads.held()
    if not held:
        return None
    wanted = bool(_shelf().get("actual", False))
    st.toggle(
        t("actual"), key="deliver-actual", help=t("actual_help"), on_change=_keep, args=("actual",),
        **binding.bound("deliver-actual", wanted, value=wanted),
    )  # fmt: skip
    if not wanted:
        return None
    readings = [uploads.reading(upload) for upload in held]
    entries = uploads.entries(readings)
    spent = len(entries) > 0 and bool(entries["selling"].any())
    deals = joined_deals(reading for reading in readings if reading.usable)
    if not spent and not len(deals):
        return None
    plan = compared.plan()
    start = first_month(plan, entries, deals, uploads.start() or plan.start)
    days = [reading.as_of for reading in readings if reading.as_of is not None]
    covered = uploads.coverage(uploads.covers(readings))
    plain = cached.projection(plan)
    found = variance(plan, plain, entries, start, coverage=covered) if spent else None
    day = max(days) if days else None
    course = actuals_calibrate.expected(plan, readings, entries, deals, start, day, covered)
    return Actual(found, course)


@dataclass(frozen=True)
class Actual:
    """Plan against actual (None without costs), and what is now to be expected."""

    variance: Variance | None
    reforecast: Reforecast | None


def _dossier(
    actual: Actual | None, sliders: tuple[str, ...], compared: dict[str, Scenario]
) -> Dossier:
    shelf, (scenario, baseline) = _shelf(), state.cases(_lang())
    logo = _content("logo")
    told = tuple(str(shelf.get(key, "")) for key in ("heading", "client", "author"))
    title = told[0] or state.case_name(_lang())
    files = uploads.fingerprint() if actual else ()
    seal = hashlib.sha256(logo).hexdigest() if logo else ""
    kept = tuple((name, cached.same(scenario)) for name, scenario in compared.items())
    targets, wish = state.tracking().targets if actual else (), goals_view.wished(scenario)
    key = (
        cached.same(scenario),
        cached.same(baseline),
        title,
        told,
        _day(),
        _lang(),
        seal,
        _address(),
        kept,
        files,
        sliders,
        targets,
        wish,
    )

    def make() -> Dossier:
        return Dossier(
            scenario=scenario, lang=_lang(), day=_day(), title=title, client=told[1],
            author=told[2], link=_link(), baseline=baseline, logo=logo,
            compared=compared, sliders=sliders,
            variance=actual.variance if actual else None,
            reforecast=actual.reforecast if actual else None,
            targets=targets, wish=wish,
        )  # fmt: skip

    found: Dossier = cached.kept("dossier", key, make, size=2)
    return found


def _address() -> str:
    """The app's address for others, as typed or set; empty where there is none that is usable."""
    try:
        return public_address(str(_shelf().get("address", setting())))
    except ScenarioError:
        return ""


def _link() -> str:
    """What leads others to this case; empty without an address, or for a case too large for it."""
    try:
        return state.share_link(_address(), _lang()) if _address() else ""
    except link.LinkError:
        return ""


def client() -> str:
    """The client's name as typed here."""
    return clean_name(str(_shelf().get("client", "")))


def author() -> str:
    """Who hands it over, as typed here."""
    return clean_name(str(_shelf().get("author", "")))


def logo() -> bytes | None:
    """The consultant's logo, where one was given."""
    return _content("logo")


def _day() -> datetime.date:
    found = _shelf().get("day")
    return found if isinstance(found, datetime.date) else who.today()


def _lang() -> str:
    found = _shelf().get("lang")
    return found if found in LANGUAGES else state.lang()


def _keep(key: str) -> None:
    _shelf()[key] = st.session_state[f"deliver-{key}"]


def _shelf() -> dict[str, Any]:
    shelf: dict[str, Any] = state.extras().setdefault("deliver", {})
    return shelf
