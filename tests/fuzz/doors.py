"""The doors by which bytes of strangers come into our own code, each with what it may answer.

A door takes bytes and says in a word what became of them; what it declares as a refusal is caught
there, and all sentences it would show are looked through. Whatever else is raised is a fault.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from roi_model.actuals.coverage import read_covers
from roi_model.actuals.suggestion import read_accepted
from roi_model.actuals.targets import Target
from roi_model.actuals.tracking import Tracking, decoded
from roi_model.declaration.errors import ScenarioError
from roi_model.export import read_back
from roi_model.export.contents.logo import clean_logo
from roi_model.export.deck.slides import check_template
from roi_model.library.copies.copy_file import check_copy
from roi_model.library.errors import LibraryError
from roi_model.library.library import Library, open_library
from roi_model.reading import mappings
from roi_model.storage import kept_files, link
from roi_model.storage.presets import preset, presets
from roi_model.storage.scenario_file import dump_scenario, parse_scenario
from tests.fuzz.door import LANGS, LIGHT, Door, look
from tests.fuzz.file_doors import read_whole
from tests.reading.variants import SAMPLES
from ui.session import browser_copy
from ui.session.session import Session, from_parameters, to_parameters
from ui.session.who import identity_of

NOW = 1_800_000_000.0

# Our own documents ------------------------------------------------------------------------------


def _scenario(content: bytes) -> str:
    try:
        found = parse_scenario(content)
    except ScenarioError as error:
        look((one.sentence(lang) for one in error.problems[:5] for lang in LANGS), content)
        return error.problems[0].code
    assert parse_scenario(dump_scenario(found)) == found
    return "read"


def _link(content: bytes) -> str:
    written = content.decode("utf-8", "surrogateescape")
    with suppress(ValueError):  # else it goes in as it is
        written = link.packed(written)
    session = from_parameters({"case": written, "track": written}, None)
    if session.notice is None:
        with suppress(link.LinkError):
            to_parameters(session)
        return "read"
    look((session.notice.sentence(lang) for lang in LANGS), content)
    return session.notice.code


def _kept_tab(content: bytes) -> str:
    """What stands folded in a browser's memory is written out here: what undo brings back."""
    written = content.decode("utf-8", "replace")
    with suppress(ValueError, RecursionError):
        found = json.loads(written)
        if isinstance(found, dict) and not isinstance(found.get("past"), str):
            past = json.dumps(found.get("past"))
            written = json.dumps({**found, "past": link.folded(past, 1)})
    session = from_parameters({}, None)
    browser_copy.recall(session, {"tab": written}, addressed=False)
    browser_copy.tab(session)
    return session.said or "read"


def _kept_library(content: bytes) -> str:
    try:
        return f"{len(browser_copy.read_library(content.decode('utf-8', 'replace'))[0])} kept"
    except browser_copy.ForeignError:
        return "foreign"


def _kept_answers(content: bytes) -> str:
    written = content.decode("utf-8", "replace")
    found = [mappings.read(content), read_accepted(written), read_covers(written),
             decoded(link.folded(written, 1)), decoded(written), kept_files.read(written),
             kept_files.opened(written, "0" * 64)]  # fmt: skip
    return f"{sum(bool(one) for one in found)} read"


@cache
def _folder() -> Path:
    held = tempfile.TemporaryDirectory(prefix="roi-doors-")
    _folder.held = held  # type: ignore[attr-defined]
    return Path(held.name)


@cache
def _people() -> Library:
    return open_library(f"sqlite:///{_folder()}/people.sqlite3")


def _copy(content: bytes) -> str:
    path = _folder() / "given.roi-library"
    path.write_bytes(content)
    try:
        return f"{check_copy(path)} rows"
    except LibraryError as error:
        look((error.sentence(lang) for lang in LANGS), content)
        return error.code


def _claims(content: bytes) -> str:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return "no JSON"
    found = identity_of(told, NOW) if isinstance(told, dict) else None
    if found is None:
        return "nobody"
    assert found.mark
    try:
        _people().signed_in(found.issuer, found.subject, name=found.name, email=found.email)
    except LibraryError as error:
        return error.code
    return "somebody"


def _workbook_cells(content: bytes) -> str:
    """What the child process found in a workbook, as its cells may be anything at all."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return "no JSON"
    if not isinstance(told, dict) or not isinstance(told.get("scenario"), str):
        return "no answer"
    rows = told.get("changed")
    cells = [row for row in rows if isinstance(row, list) and len(row) == 2] \
        if isinstance(rows, list) else []  # fmt: skip
    told["changed"] = [row for row in cells if not any(isinstance(c, dict | list) for c in row)]
    before, read_back._in_a_child = read_back._in_a_child, lambda _: told
    try:
        read_back.read_back(b"")
    except ScenarioError as error:
        look((one.sentence(lang) for one in error.problems[:5] for lang in LANGS), content)
        return error.problems[0].code
    finally:
        read_back._in_a_child = before
    return "read"


# Files of others --------------------------------------------------------------------------------


def _checked(check: Callable[[bytes], object]) -> Callable[[bytes], str]:
    """The door of a check that raises where it finds no such file."""

    def enter(content: bytes) -> str:
        try:
            check(content)
        except ScenarioError as error:
            return error.problems[0].code
        return "read"

    return enter


# Sound ones -------------------------------------------------------------------------------------


def _cases() -> list[bytes]:
    return [dump_scenario(one.scenario).encode() for one in presets()]


def _tab_seed() -> bytes:
    session: Session = from_parameters({"lang": "fr"}, None)
    session.step(session.now.seen("USD", "en"), None)
    session.tracking = Tracking((Target("customers", 30.0, "2025-06"),))
    found = json.loads(browser_copy.tab(session))
    return json.dumps({**found, "past": json.loads(link.unfolded(found["past"]))}).encode()


def _links() -> list[bytes]:
    plain = preset("trade-show").scenario
    codes = [link.encode(plain, link.OWN), "trade-show"]
    made = b'trade-show.1.{"v":{"deal_value":7000},"u":{},"e":{},"d":{"others":false}}'
    return [made, *(link.unpacked(code).encode() for code in codes)]


def _answers() -> list[bytes]:
    saved = mappings.Saved(
        "ab", {"decimal:A": ","}, {"category:x": "tools"}, (("x", "tools", 1.0),)
    )
    return [mappings.written({"mine": saved}), b'[["deal_value", 5000, "said", {"p10": 1}]]',
            b'[["ab", "2024-01", null, ["tools"]]]',
            b'{"t": [["customers", 3, "2025-06"]], "s": []}',
            json.dumps([["0" * 64, "a.csv", 12]]).encode()]  # fmt: skip


def _copies() -> list[bytes]:
    path = _folder() / "seed.roi-library"
    library = open_library(f"sqlite:///{_folder()}/seed.sqlite3")
    library.save("A", "N", preset("trade-show").scenario, author="Ana", note="first")
    library.copy_to(path)
    return [path.read_bytes()]


def _texts() -> list[bytes]:
    return [path.read_bytes() for path in sorted(SAMPLES.iterdir())
            if path.suffix not in (".xlsx", ".xlsb", ".xls", ".ods", ".pdf", ".zip")
            and path.stat().st_size < 20_000]  # fmt: skip


def _picture() -> list[bytes]:
    made = [io.BytesIO(), io.BytesIO()]
    for stream, kind in zip(made, ("PNG", "JPEG"), strict=True):
        Image.new("RGB", (60, 20), (20, 90, 160)).save(stream, kind)
    return [stream.getvalue() for stream in made]


def _templates() -> list[bytes]:
    from tests.export.deck.templates import four_by_three

    return [four_by_three()]


CLAIMS = {"is_logged_in": True, "iss": "https://login.example", "sub": "anna", "iat": NOW - 9,
           "email": "a@b.example", "email_verified": True, "name": "Anna"}  # fmt: skip


DOORS: dict[str, Door] = {
    "scenario": Door(_scenario, _cases, LIGHT),
    "address": Door(_link, _links, LIGHT),
    "browser's copy": Door(_kept_tab, lambda: [_tab_seed()], LIGHT),
    "browser's scenarios": Door(_kept_library, lambda: [b'{"mine": "trade-show"}'], LIGHT),
    "kept answers": Door(_kept_answers, _answers, LIGHT),
    "library copy": Door(_copy, _copies),
    "login's claims": Door(_claims, lambda: [json.dumps(CLAIMS).encode()]),
    "cells of our workbook": Door(_workbook_cells, lambda: [_cells()], LIGHT),
    "files of figures": Door(read_whole, _texts),
    "logo": Door(_checked(clean_logo), _picture),
    "template": Door(_checked(check_template), _templates),
}  # fmt: skip


def _cells() -> bytes:
    plan: Any = dump_scenario(preset("trade-show").scenario)
    changed = [["deal_value", 7000.0], ["horizon_months", 24.0]]
    return json.dumps({"scenario": plan, "changed": changed}).encode()
