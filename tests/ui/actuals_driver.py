"""The page Actuals as tests work it: its parts, its tables, its editors, what its session holds."""

from __future__ import annotations

import html
import re

from streamlit.testing.v1 import AppTest

from roi_model.declaration.scenario import Scenario
from tests.reading.variants import SAMPLES
from tests.ui.pages import page, press, ran, upload, words
from ui.session.session import Session

FEC = "fec_tab_22_columns.txt"
CRM = "deals_hubspot_fr.csv"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def given(*names: str, lang: str = "en") -> AppTest:
    """The page with these sample files given to it."""
    made = page("actuals", lang)
    for name in names:
        upload(made, name, sample(name))
    return made


def created_as(made: AppTest, stage: str) -> AppTest:
    """Say at which stage the deals of all files are created."""
    for upload_ in session(made).belongings["uploads"].files:
        upload_.answers["created_at"] = stage
    return ran(made)


def part(made: AppTest, name: str) -> AppTest:
    """Turn to a part of the page."""
    if session(made).lang == "en":
        made.segmented_control(key="actuals-part").set_value(name)
    else:  # outside of a run AppTest writes options in English and finds no others
        session(made).extras["actuals_part"] = name
    return ran(made)


def tables(made: AppTest) -> list[list[list[str]]]:
    """All tables of figures on the page: rows of texts, the headers first."""

    def cells(row: str) -> list[str]:
        found = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)
        return [html.unescape(re.sub(r"<[^>]+>", " ", cell)).strip() for cell in found]

    return [
        [cells(row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.S)]
        for table in re.findall(r"<table[^>]*>(.*?)</table>", words(made), re.S)
    ]


def table(made: AppTest, header: str) -> list[list[str]]:
    """The rows below a table's headers, of which one is this."""
    (found,) = [rows for rows in tables(made) if header in rows[0]]
    return found[1:]


def amount(written: str) -> float:
    """A figure as it is written in English, its sign before the currency's."""
    found = re.sub(r"[^\d.−]", "", written).replace("−", "-")
    return float(found)


def session(made: AppTest) -> Session:
    found: Session = made.session_state["roi_session"]
    return found


def scenario(made: AppTest) -> Scenario:
    return session(made).now.scenario


def unfold(made: AppTest, at: int = 0) -> AppTest:
    """Show the details of a file."""
    digest = session(made).belongings["uploads"].files[at].digest[:12]
    return press(made, f"upload-unfold-{digest}")
