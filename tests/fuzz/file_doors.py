"""Files of others, format by format, read in this process: what their limited process would do.

A file that asks is answered, as its reader would, and read again: what follows is a door, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zlib import crc32

import pyarrow as pa

from roi_model.declaration.card import cards
from roi_model.declaration.scenario import Scenario
from roi_model.editing.entry import parsed
from roi_model.reading.inquiry import RefusedError
from roi_model.reading.reading import read
from roi_model.reading.sandbox import wire
from roi_model.reading.structured import STRUCTURED, Structured
from roi_model.reading.text.decoding import decode
from roi_model.reading.values.amounts import convention, parse_amounts, take_apart
from roi_model.reading.values.dates import (
    date_format,
    days_of,
    parse_dates,
    take_apart_dates,
    year_month,
)
from tests.fuzz.door import LANGS, LIGHT, Door, look
from tests.reading.variants import SAMPLES

_ROUNDS = 3
"""How often a file's questions are answered."""
_MOST = 20_000
_PACKED = (b"PK", b"%P", b"\xd0\xcf")


def read_whole(content: bytes) -> str:
    """What becomes of a file, its questions answered; all it says is looked through."""
    if content[:2] in _PACKED:
        return "for the limited process"
    answers: dict[str, object] = {}
    for turn in range(_ROUNDS):
        found = read(content, name="given.csv", answers=answers)
        shown = [found.refused.sentence(lang) for lang in LANGS] if found.refused else []
        shown += [one.sentence(lang) for one in (*found.notes, *found.questions) for lang in LANGS]
        look(shown, content)
        found.to_json(LANGS[turn % 2])
        open_ones = [one for one in found.questions if one.candidates and one.id not in answers]
        if found.refused or not open_ones:
            break
        for one in open_ones:
            answers[one.id] = one.candidates[crc32(content) % len(one.candidates)].answer
    wire.from_bytes(wire.to_bytes(found))
    return found.refused.code if found.refused else "asks" if found.blocked else "read"


def _of(structured: Structured) -> Callable[[bytes], str]:
    """The door of one format alone: what is of no such format is not read on."""

    def enter(content: bytes) -> str:
        return read_whole(content) if structured.identify(content) else "another"

    return enter


# Values and text --------------------------------------------------------------------------------


def _lines(content: bytes) -> pa.Array:
    return pa.array(content.decode("utf-8", "replace").split("\n")[:200], pa.string())


def _amounts(content: bytes) -> str:
    cells = take_apart(_lines(content))
    found = convention(cells)
    for decimal in (found.decimal, ",", "."):
        amounts = parse_amounts(cells, decimal)
        assert len(amounts.units) == len(cells.index) and amounts.scale <= 6
    return "asks" if found.ambiguous else "read"


def _dates(content: bytes) -> str:
    cells = take_apart_dates(_lines(content))
    if cells is None:
        return "no dates"
    found = date_format(cells)
    for chosen in (found.format, *found.candidates):
        days = parse_dates(cells, chosen)
        assert len(days_of(days)) == len(cells.index)
        assert all(len(year_month(int(m))) == 7 for m in days.month[days.status == 0])
    return "asks" if found.candidates else "read"


_CARDS = [card for card in cards(Scenario).values() if card.is_number]


def _typed(content: bytes) -> str:
    """What is typed into a box of each unit."""
    typed = content.decode("utf-8", "replace")
    read_by = 0
    for card in {card.unit: card for card in _CARDS}.values():
        for lang in LANGS:
            try:
                found = parsed(card, typed, lang, 2500.0)
            except ValueError:
                continue
            assert found is None or isinstance(found, float | int)
            read_by += 1
    return "read" if read_by else "no number"


def _text(content: bytes) -> str:
    try:
        found = decode(content)
    except RefusedError as refused:
        look([refused.of("given.csv").sentence(lang) for lang in LANGS], content)
        return refused.code
    look([note.sentence(lang) for note in found.notes for lang in LANGS], content)
    return "read"


def _answer(content: bytes) -> str:
    """What a reading process that a file took over may send back."""
    try:
        wire.from_bytes(content)
    except ValueError:
        return "no answer"
    return "read"


# Sound ones -------------------------------------------------------------------------------------


def _samples(*beginnings: str, ending: str = "") -> Callable[[], list[bytes]]:
    def found() -> list[bytes]:
        return [path.read_bytes() for path in sorted(SAMPLES.iterdir())
                if path.name.startswith(beginnings) and path.name.endswith(ending)
                and path.suffix in (".csv", ".tsv", ".txt", ".xml")
                and path.stat().st_size < _MOST]  # fmt: skip

    return found


def _seeds_of(structured: Structured) -> Callable[[], list[bytes]]:
    def found() -> list[bytes]:
        held = [path.read_bytes() for path in sorted(SAMPLES.iterdir())
                if path.stat().st_size < 4 * _MOST]  # fmt: skip
        ours = [one for one in held if one[:2] not in _PACKED and structured.identify(one)]
        return [one for one in ours if len(one) < _MOST] or sorted(ours, key=len)[:1]

    return found


def _written(lines: Sequence[str]) -> Callable[[], list[bytes]]:
    return lambda: ["\n".join(lines).encode(), *(line.encode() for line in lines)]


def _answers() -> list[bytes]:
    held = [(SAMPLES / name).read_bytes()
            for name in ("fr_utf8.csv", "deals_hubspot_en.csv", "us_brackets.csv")]  # fmt: skip
    return [wire.to_bytes(read(one, name="given.csv")) for one in held]


_AMOUNTS = (
    "1 234,56 €", "(12.50)", "$1,234.50 CR", "1.234,5-", "-12%", "1e5", "12,50 D", "NaN",
    "1’234.50 CHF", "12k", "5000/12", "1,00,000.00", "8 h", "30 % par an", "2 ans",
)  # fmt: skip
_DATES = (
    "15/01/2024", "2024-01-15", "01-15-24", "15 janv. 2024", "Jan 15, 2024", "45306", "2024-01",
    "T1 2024", "20240115", "Monday, January 15, 2024", "2024-01-15T10:00:00Z", "15.1.24 08:30",
    "lun. 15/01/2024",
)  # fmt: skip
_TABLES = {
    "costs": ("fr_", "en_", "us_", "gb_", "de_", "ch_", "expenses_", "refused_"),
    "deals and people": ("deals_", "leads_", "calls_", "customers_", "campaigns_"),
    "tables of banks": ("bank_",),
    "FEC": ("fec_",),
    "ledgers as tables": ("ledger_", "gnucash_"),
}
_CALLED = {"fec_xml": "FEC as XML", "Factur-X, CII, UBL": "invoices as XML", "sie": "SIE",
           "saft": "SAF-T", "xaf": "XAF"}  # fmt: skip

FILES: dict[str, Door] = {
    **{name: Door(read_whole, _samples(*beginnings)) for name, beginnings in _TABLES.items()},
    **{_CALLED.get(one.name, one.name): Door(_of(one), _seeds_of(one)) for one in STRUCTURED},
    "amounts": Door(_amounts, _written(_AMOUNTS), LIGHT / 2),
    "dates": Door(_dates, _written(_DATES), LIGHT / 2),
    "typed numbers": Door(_typed, _written(_AMOUNTS), LIGHT),
    "encodings": Door(_text, _samples("fr_", "fec_"), LIGHT),
    "answers of the reading process": Door(_answer, _answers, LIGHT),
}  # fmt: skip
