"""The frame: page settings, language, currency, navigation. No arithmetic."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

# The package first and whole: two sessions on a cold server, one importing it and one a module of
# it, would otherwise wait for each other, and Python then hands out half a module.
import roi_model  # noqa: F401
from roi_model import logs
from roi_model.texts import text
from ui.client import client_view, visit
from ui.frame import account, frame, places, sign_in, startup
from ui.library import picker
from ui.session import arrival, memory, state, who

HERE = Path(__file__).parent

PAGES = {  # section of the menu: (page, icon); pages/<section>/<page>.py
    "plan": [
        ("simulate", "tune"),
        ("channels", "alt_route"),
        ("compare", "compare_arrows"),
        ("levers", "toggle_on"),
        ("risk", "casino"),
    ],
    "actuals": [("actuals", "fact_check")],
    "deliver": [("deliver", "outbox")],
    "present": [("present", "present_to_all")],
    "method": [("method", "menu_book")],
}

st.set_page_config(page_icon=str(frame.ICON), layout="wide")
startup.warm_up()
if visit.is_one():  # whoever has a link sees what it shows, and nothing of the app
    client_view.show()
    st.stop()
inside = who.comes_in()
if inside:
    arrival.start_page()
lang = state.lang()

chosen = st.navigation(
    [
        st.Page(
            HERE / "pages" / section / f"{name}.py",
            title=text(f"ui.nav.{name}", lang),
            icon=f":material/{icon}:",
            default=name == "simulate",
            visibility="hidden" if name == "present" else "visible",
        )
        for section, pages in PAGES.items()
        for name, icon in pages
    ],
    position="top" if inside and not account.is_leaving() else "hidden",
)
if not inside:
    sign_in.show()
elif account.is_leaving():
    sign_in.goodbye()
else:
    frame.show(chosen.url_path)
    if arrival.waiting():
        memory.wait()
    elif why := places.refused(who.mark()):
        places.say(why)
    else:
        picker.show()
        with logs.timed("slow_page", page=chosen.url_path):
            chosen.run()
