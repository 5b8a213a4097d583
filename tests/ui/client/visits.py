"""A case whose every number and name is a mark, shared; and all that a visit sends a browser."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from streamlit.testing.v1 import AppTest

from roi_model.declaration.paths import get_value, numeric_paths, with_value
from roi_model.declaration.scenario import Channel, CostLine, Role, Scenario
from roi_model.library.library import Library, open_library
from roi_model.library.view import PAGES, View
from tests.ui.simulate import APP

PLACE = "Dupont", "Marked"
SLIDER = "deal_value"
NAMES = ("Zibethchannel", "Quaggachannel", "Numbatrole", "Ocelotline", "Kakapoline", "Wombatsource")


def view(**changed: Any) -> View:
    """One figure, one slider, no assumptions, all pages that go without."""
    pages = tuple(page for page in PAGES if page != "assumptions")
    usual = View(pages, ("roi",), (SLIDER,), assumptions=False, sender="Nordin", lang="en")
    return replace(usual, **changed)


def marked() -> Scenario:
    """Every number that may be is one that no other is, of six digits and more."""
    channels = tuple(Channel(name=name, monthly_cost=900.0) for name in NAMES[:2])
    costs = tuple(CostLine(name=name, amount=1500.0, every="once") for name in NAMES[3:5])
    evidence = {"gross_margin": {"source": NAMES[5], "grade": "measured"}}
    found = Scenario(name="Marked", channels=channels, team=(Role(title=NAMES[2], fte=0.5),),
                     costs=costs, evidence=evidence)  # fmt: skip
    for number, (path, card) in enumerate(numeric_paths(found).items()):
        value = get_value(found, path)
        if isinstance(value, float) and value and not card.whole:
            own = round(value * (0.9713127 + number * 0.0001713), 7)
            found = with_value(found, path, min(own, card.high))
    return found


def marks(scenario: Scenario, chosen: Iterable[str] = (SLIDER,)) -> dict[str, list[bytes]]:
    """What would betray an input, by its path: as written, as JSON has it, as Arrow has it."""
    found = {name: [name.encode()] for name in NAMES}
    for path in numeric_paths(scenario):
        value = get_value(scenario, path)
        if path in chosen or not isinstance(value, float) or value == round(value, 4):
            continue
        written = [repr(value), repr(round(value * 100, 8))]
        written += [one.replace(".", ",") for one in written]
        if value >= 1000:
            grouped = f"{value:,.0f}"
            written += [grouped.replace(",", gap) for gap in ", \u00a0\u202f"]
        found[path] = [*(one.encode() for one in written), struct.pack("<d", value)]
    return found


def betrayed(sent: bytes, scenario: Scenario, chosen: Iterable[str] = (SLIDER,)) -> list[str]:
    """The inputs that a browser could find in what it was sent."""
    return [
        path for path, signs in marks(scenario, chosen).items() if any(s in sent for s in signs)
    ]


def shared(given: View | None = None, scenario: Scenario | None = None) -> tuple[Library, str]:
    """The library with the case in it, and the key of a link to it."""
    library = open_library()
    library.save(*PLACE, scenario or marked(), author="Anna", note=NAMES[5])
    return library, library.share(*PLACE, 1, given or view(), days=7)


def visit(token: str, **params: str) -> AppTest:
    made = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in {"share": token, **params}.items():
        made.query_params[key] = value
    return ran(made)


def ran(made: AppTest) -> AppTest:
    made.run()
    assert not made.exception, made.exception[0].stack_trace
    return made


def sent(made: AppTest) -> bytes:
    """All elements on screen, as they are sent."""
    found = (getattr(element, "proto", None) for element in made._tree)
    return b"\n".join(one.SerializeToString() for one in found if one is not None)
