"""Writes docs/files/: a page for each tool and format that files come from, by `make guides`.

How to export it stands in data/file_guides.toml; what is read, left out, remarked and asked is what
the reader says of the samples.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from roi_model import formatting
from roi_model.reading.formats import FORMATS, named
from roi_model.reading.reading import read
from roi_model.reading.result import Reading, rejection_sentence
from roi_model.texts import topic
from tools.server import ROOT

FOLDER = ROOT / "docs" / "files"
SAMPLES = ROOT / "data" / "samples"
LANG = "en"
TOP = """# Files, tool by tool

Written by `make guides`: how to export a file from the tool that has the figures, what of it is
read, what is left out, what is asked.
"""


@dataclass(frozen=True)
class Guide:
    """How one tool exports its figures, and samples of what comes out."""

    slug: str
    title: str
    kind: str
    export: str
    samples: tuple[str, ...]
    note: str = ""


def guides() -> list[Guide]:
    """All of them, in the order of their file."""
    found = tomllib.loads((ROOT / "data" / "file_guides.toml").read_text(encoding="utf-8"))
    return [
        Guide(slug, one["title"], one["kind"], one["export"], tuple(one["samples"]),
              one.get("note", ""))
        for slug, one in found.items()
    ]  # fmt: skip


def pages() -> dict[str, str]:
    """Each page as it should be, by its file name; "index.md" lists them."""
    made = {f"{guide.slug}.md": page(guide) for guide in guides()}
    return {"index.md": index(), **made}


def index() -> str:
    """The list of pages, by kind."""
    parts = [TOP]
    for kind in FORMATS:
        listed = [guide for guide in guides() if guide.kind == kind.name]
        if listed:
            rows = "\n".join(f"- [{guide.title}]({guide.slug}.md)" for guide in listed)
            parts.append(f"\n## {kind.en.called}\n\n{rows}\n")
    tree = "\n".join(guide.slug for guide in guides())
    parts.append(f"\n```{{toctree}}\n:hidden:\n\n{tree}\n```\n")
    return "".join(parts)


def page(guide: Guide) -> str:
    """One page."""
    # A kind that no heading tells has to be said.
    said = guide.kind if named(guide.kind).within else None
    readings = [sample(name, said) for name in guide.samples]
    kind = named(guide.kind).en
    parts = [
        f"# {guide.title}\n\nRead as: {kind.called}. {kind.takes}\n",
        f"## How to export it\n\n{guide.export}\n",
        *([f"{guide.note}\n"] if guide.note else []),
        _listed("What is read", _roles(readings)),
        _listed("What is left out, and listed with its line", _left_out(readings)),
        _listed("What is remarked", _remarked(readings)),
        _listed("What is asked", _asked(readings)),
        _table_of(readings),
    ]
    return "\n".join(part for part in parts if part)


@cache
def sample(name: str, kind: str | None = None) -> Reading:
    """What the reader says of one sample."""
    return read((SAMPLES / name).read_bytes(), name=name, kind=kind)


def _table_of(readings: list[Reading]) -> str:
    rows = "".join(map(_row, readings))
    top = "## Samples\n\nIn `data/samples/`, to try it with.\n\n| file | rows kept | holds |\n"
    return f"{top}|---|---|---|\n{rows}" if rows else ""


def _listed(title: str, sentences: list[str]) -> str:
    return f"## {title}\n\n" + "".join(f"- {one}\n" for one in sentences) if sentences else ""


def _unique(sentences: list[str]) -> list[str]:
    return list(dict.fromkeys(sentences))


def _roles(readings: list[Reading]) -> list[str]:
    """Every role with the headings that play it in the samples."""
    words = topic("pages", LANG)["actuals"]["role"]
    found: dict[str, list[str]] = {}
    for one in readings:
        for role, column in one.columns.items():
            found.setdefault(words.get(role, role), []).append(f"“{column}”")
    return [f"{role}: {', '.join(dict.fromkeys(names))}" for role, names in found.items()]


def _left_out(readings: list[Reading]) -> list[str]:
    return _unique(
        [rejection_sentence(str(why), LANG) for one in readings
         for why in one.rejected["reason"].unique()]
    )  # fmt: skip


def _remarked(readings: list[Reading]) -> list[str]:
    """The remarks, each once, with the values of the first sample that has it."""
    first = {note.code: note for one in reversed(readings) for note in reversed(one.notes)}
    return [note.sentence(LANG) for note in first.values()]


def _asked(readings: list[Reading]) -> list[str]:
    return _unique([question.sentence(LANG) for one in readings for question in one.questions])


def _row(one: Reading) -> str:
    kept = f"{one.rows_kept:,} of {one.rows_read:,}"
    if one.deals is not None:
        counts = one.deals["state"].value_counts()
        holds = ", ".join(f"{state} {counts.get(state, 0)}" for state in ("won", "lost", "open"))
    elif one.events is not None:
        holds = f"{len(one.events)} entries"
    elif one.usable:
        holds = formatting.number_exact(one.total(), LANG)
    else:
        holds = "depends on the answer"
    return f"| `{one.name}` | {kept} | {holds} |\n"


def write() -> None:
    """Write all pages, and take away those of no guide."""
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, content in made.items():
        (FOLDER / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    write()
