"""`make fuzz ARGS=names`: names made to harm, through every door that takes one, every export."""

from __future__ import annotations

import json
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.table import Line
from roi_model.actuals.tracking import Tracking, decoded
from roi_model.declaration.card import NAME_LENGTH, clean_name, is_name
from roi_model.declaration.errors import ScenarioError
from roi_model.export.contents.dossier import Dossier, file_name
from roi_model.export.contents.tables import tables
from roi_model.export.writers import writers
from roi_model.library.errors import LibraryError
from roi_model.library.names import named
from roi_model.reading.result import clean_file_name
from roi_model.storage import link
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import dump_scenario, parse_scenario
from tests.fuzz.cases import DAY, NARROW, WIDE, dossiers
from tests.fuzz.door import LANGS, look
from tests.fuzz.doors import CLAIMS, DOORS
from tests.fuzz.exports import KINDS, everything, standing
from tests.fuzz.file_doors import read_whole
from tests.fuzz.payloads import payload
from tests.reading.workbooks import packed
from ui.elements.escape import escaped

NAMES = 10_000
ZIPPED = 25
"""One dossier in so many is zipped with all its charts, which takes longest."""
STEP, DOCUMENTS = 500, 25
"""Names, and documents, after which it is told how far it is."""
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def _bytes(made: str) -> bytes:
    return made.encode("utf-8", "replace")


def _is_data(name: str) -> bool:
    return all(unicodedata.category(sign) not in _HIDDEN for sign in name)


def cleaned(made: str) -> str:
    kept = clean_name(made)
    assert _is_data(kept) and clean_name(kept) == kept
    kept.encode("utf-8")
    return "taken" if kept else "empty"


def a_case(made: str) -> str:
    """A scenario file whose case and channel are called so."""
    told = json.loads(dump_scenario(preset("trade-show").scenario))
    told["name"] = told["channels"][0]["name"] = made
    try:
        found = parse_scenario(json.dumps(told).encode())
    except ScenarioError as error:
        look(
            (one.sentence(lang) for one in error.problems for lang in LANGS),
            made.encode("utf-8", "replace"),
        )
        return error.problems[0].code
    assert _is_data(found.name) and len(found.name) <= NAME_LENGTH
    assert is_name(found.channels[0].name)
    assert parse_scenario(dump_scenario(found)) == found
    assert link.decode(link.encode(found, link.OWN))[1] == found
    return "taken"


def an_address(made: str) -> str:
    return DOORS["address"].enter(made.encode("utf-8", "surrogatepass"))


def a_document(made: str) -> str:
    found = Dossier(preset("trade-show").scenario, "en", DAY, title=made, client=made, author=made)
    assert _is_data(found.title + found.client + found.author)
    name = file_name(found, "xlsx")
    assert len(name.encode()) <= 255 and not set(name) & set('/\\:*?"<>|\0') and name[0] != "."
    return "taken"


def a_file(made: str) -> str:
    """A file that is called so, and whose one cost is."""
    assert _is_data(clean_file_name(made))
    words = made.replace('"', '""')[:30_000]
    return read_whole(_bytes(f'date,label,amount\n2024-01-05,"{words}",12.50\n'))


def a_library(made: str) -> str:
    try:
        kept = named(made)
    except LibraryError as error:
        look([error.sentence(lang) for lang in LANGS], _bytes(made))
        return error.code
    assert _is_data(kept) and 1 <= len(kept) <= NAME_LENGTH
    return "taken"


def a_person(made: str) -> str:
    return DOORS["login's claims"].enter(json.dumps({**CLAIMS, "name": made}).encode())


def targets(made: str) -> str:
    found = decoded(json.dumps({"t": [[made, 3, made]], "s": [[made, made, 1]]}))
    return "taken" if found == Tracking() else "kept"


def markdown(made: str) -> str:
    """What a page writes of it: no mark is left that Markdown would read."""
    bare = escaped(made)
    for sign in "`*_[]<>$:|~#":
        assert bare.count(sign) == bare.count("\\" + sign)
    return "taken"


DOORS_OF_NAMES: dict[str, Callable[[str], str]] = {
    "cleaned": cleaned, "case": a_case, "address": an_address, "document": a_document,
    "file": a_file, "library": a_library, "login": a_person, "targets": targets,
    "Markdown": markdown,
}  # fmt: skip


def through_doors(numbers: range) -> Iterator[str]:
    """What was wrong with names by number, through every door that takes one."""
    for number in numbers:
        made = payload(number)
        for door, enter in DOORS_OF_NAMES.items():
            try:
                enter(made)
            except Exception as error:
                yield f"{door}: {type(error).__name__} {error}".partition("\n")[0][:160]


@dataclass(frozen=True)
class Made:
    """A document: what was wrong with it, and the names that stood in it."""

    kind: str
    wrong: list[str]
    names: set[str]


def through_exports(first: int, names: int) -> Iterator[Made]:
    """Document by document; in reports and slides, which show few names each, once more."""
    for at, one in enumerate(dossiers(first, names)):
        for kind, write in {**writers(), "tables": _tables}.items():
            if kind != "zip" or at % ZIPPED == 0:
                yield _made(kind, one, write)
    for one in dossiers(first, names, NARROW):
        yield from (_made(kind, one, writers()[kind]) for kind in ("pdf", "pptx"))


def _made(kind: str, of: Dossier, write: Callable[[Dossier], bytes]) -> Made:
    try:
        content = write(of)
        return Made(kind, list(KINDS.get(kind, everything)(content)), standing(kind, content))
    except Exception as error:
        said = f"{type(error).__name__} {error}".partition("\n")[0][:160]
        return Made(kind, [said], set())


def _tables(of: Dossier) -> bytes:
    """All tables of the zip, as a zip of their own."""
    return packed(tables(of))


def _told(did: int, of: int, what: str, begun: float) -> None:
    """How far it is, now and then."""
    print(f"{did:,} of {of:,} {what}, {time.perf_counter() - begun:,.0f} s", flush=True)


def doors(names: int, faults: Counter[str]) -> Line:
    """So many names through every door; what was wrong is counted in `faults`."""
    begun, wrong = time.perf_counter(), Counter[str]()
    for at in range(0, names, STEP):
        wrong.update(through_doors(range(at, min(at + STEP, names))))
        _told(min(at + STEP, names), names, "names through the doors", begun)
    faults += wrong
    tried, took = names * len(DOORS_OF_NAMES), time.perf_counter() - begun
    cells = (f"{tried:,}", f"{names:,}", f"{wrong.total()}", f"{took:,.0f} s")
    return Line(f"{len(DOORS_OF_NAMES)} doors", cells)


def documents(names: int, faults: Counter[str]) -> list[Line]:
    """So many names in documents of all formats, a line each."""
    begun, made, spoilt = time.perf_counter(), Counter[str](), Counter[str]()
    stood: dict[str, set[str]] = {}
    for one in through_exports(0, names):
        made[one.kind] += 1
        spoilt[one.kind] += bool(one.wrong)
        faults.update(f"{one.kind}: {said}" for said in one.wrong)
        stood.setdefault(one.kind, set()).update(one.names)
        if made.total() % DOCUMENTS == 0:
            _told(made["pdf"], wanted(names), "reports, and the files beside them", begun)
    took, every = time.perf_counter() - begun, set().union(*stood.values())
    lines = [Line(kind, (f"{count:,}", f"{len(stood[kind]):,}", f"{spoilt[kind]}"))
             for kind, count in made.items()]  # fmt: skip
    whole = (f"{made.total():,}", f"{len(every):,}", f"{spoilt.total()}", f"{took:,.0f} s")
    return [*lines, Line("all documents", whole)]


def wanted(names: int) -> int:
    """Reports that carry so many names.

    >>> wanted(WIDE.carried * NARROW.carried) == WIDE.carried + NARROW.carried
    True
    """
    return sum(-(-names // room.carried) for room in (WIDE, NARROW))


def run(share: float = 1.0) -> tuple[list[Line], list[str]]:
    """A line for the doors and for each format, and every kind of fault with how often it was."""
    names, faults = max(1, round(NAMES * share)), Counter[str]()
    lines = [doors(names, faults), *documents(names, faults)]
    return lines, [f"{said} ({count} times)" for said, count in faults.most_common()]
