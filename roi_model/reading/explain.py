"""In words: what a file was taken for and why, column by column, and what was made of it."""

from __future__ import annotations

from roi_model import formatting
from roi_model.reading.formats import named
from roi_model.reading.result import Reading, rejection_sentence
from roi_model.texts import text, topic

_LISTED = 40
"""Columns named one by one, at most."""


def explain(reading: Reading, lang: str = "en") -> list[str]:
    """Sentences in `lang`: the kind and what told it, how the file is written, each column, what
    was remarked, what is asked, and how many lines stay or why not.

    >>> from roi_model.reading.reading import read
    >>> found = read(b"Date;Cost\\n2024-01-15;10.50\\n", name="costs.csv")
    >>> explain(found)[0]
    'costs.csv is taken for “Expenses”, by its headings “Date”, “Cost”.'
    """
    said = [_kind(reading, lang), *_written(reading, lang), *_columns(reading, lang)]
    said += [note.sentence(lang) for note in reading.notes]
    said += [_t("asked", lang, question=one.sentence(lang)) for one in reading.questions]
    if reading.refused is not None:
        said.append(_t("refused", lang, why=reading.refused.sentence(lang)))
    elif reading.usable:
        said += _kept(reading, lang)
    return [one for one in said if one]


def _t(key: str, lang: str, **values: object) -> str:
    return text(f"checks.explain.{key}", lang, **values)


def _quoted(names: list[str], lang: str) -> str:
    shown = [text("checks.quoted", lang, heading=name) for name in names[:_LISTED]]
    return ", ".join(shown) + (" …" if len(names) > _LISTED else "")


def _kind(reading: Reading, lang: str) -> str:
    if reading.kind is None:
        return ""
    name = {"name": reading.name or "file", "kind": named(reading.kind).words(lang).called}
    guess = reading.guess
    if guess is None:
        return _t("kind_form", lang, **name)
    if guess.kind != reading.kind:
        guessed = named(guess.kind).words(lang).called
        return _t("kind_said", lang, **name, guessed=guessed)
    if not guess.headings:
        return _t("kind_left", lang, **name)
    told = list(dict.fromkeys(guess.headings))
    return _t("kind_told", lang, **name, headings=_quoted(told, lang))


def _written(reading: Reading, lang: str) -> list[str]:
    found = reading.dialect
    known = topic("pages", lang)["actuals"]
    delimiters = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
    delimiter, decimal = str(found.get("delimiter") or ""), str(found.get("decimal") or "")
    parts = [
        (known["format"], str(found.get("format") or "")),
        (known["encoding"], str(found.get("encoding") or "")),
        (known["sheet"], str(found.get("sheet") or "")),
        (known["delimiter"], known.get(delimiters.get(delimiter, ""), delimiter)),
        (known["decimal"], known.get({",": "comma", ".": "dot"}.get(decimal, ""), decimal)),
        (known["date_format"], formatting.date_pattern(str(found.get("date_format") or ""), lang)),
    ]
    row = found.get("header_row")
    if row:
        parts.append((known["header_row"], text("pages.actuals.line", lang, row=row)))
    pairs = [text("pages.actuals.pair", lang, what=a, value=b) for a, b in parts if b]
    return [_t("written", lang, how=", ".join(pairs))] if pairs else []


def _columns(reading: Reading, lang: str) -> list[str]:
    """Why each column was taken for what it is; those that play no part, together."""
    roles, guess = topic("pages", lang)["actuals"]["role"], reading.guess
    words = set(guess.headings) if guess is not None else set()
    said = [
        _t("by_form" if guess is None else "by_heading" if column in words else "by_cells", lang,
           role=roles.get(role, role), heading=column)
        for role, column in reading.columns.items()
    ]  # fmt: skip
    if guess is not None and reading.columns:
        used = set(reading.columns.values())
        idle = [name for name in guess.names if name and name not in used]
        if idle:
            said.append(_t("idle", lang, headings=_quoted(idle, lang)))
    return said


def _kept(reading: Reading, lang: str) -> list[str]:
    counts = {
        "kept": formatting.number_exact(reading.rows_kept, lang),
        "read": formatting.number_exact(reading.rows_read, lang),
    }
    said = [_t("kept", lang, **counts)]
    for reason, count in reading.rejected["reason"].value_counts(sort=False).items():
        why = rejection_sentence(str(reason), lang)
        said.append(_t("left_out", lang, count=formatting.number_exact(int(count), lang), why=why))
    if reading.deals is None and reading.events is None:
        total = formatting.number_exact(reading.total(), lang)
        said.append(_t("total", lang, total=total))
    return said
