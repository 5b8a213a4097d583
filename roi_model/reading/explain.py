"""In words: what a file was taken for and why, column by column, and what was made of it."""

from __future__ import annotations

from roi_model import formatting
from roi_model.reading.formats import named
from roi_model.reading.result import Reading, rejection_sentence
from roi_model.texts import text, topic

_LISTED = 40
"""Columns named one by one, at most."""
_SPOKEN = {",": "comma", ";": "semicolon", ".": "dot", "\t": "tab", "|": "pipe"}


def explain(reading: Reading, lang: str = "en") -> list[str]:
    """Sentences in `lang`: the kind and what told it, how the file is written, each column, what
    was remarked, what is asked, and how many lines stay or why not.

    >>> from roi_model.reading.reading import read
    >>> found = read(b"Date;Cost\\n2024-01-15;10.50\\n", name="costs.csv")
    >>> explain(found)[0]
    'costs.csv is taken for “Expenses”, by its headings “Date”, “Cost”.'
    """
    how = ", ".join(written(reading, lang))
    said = [kind_reason(reading, lang), *([_t("written", lang, how=how)] if how else [])]
    said += _columns(reading, lang)
    said += [note.sentence(lang) for note in reading.notes]
    said += [_t("asked", lang, question=one.sentence(lang)) for one in reading.questions]
    if reading.refused is not None:
        said.append(_t("refused", lang, why=reading.refused.sentence(lang)))
    elif reading.usable:
        said += _kept(reading, lang)
    return [one for one in said if one]


def _t(key: str, lang: str, **values: object) -> str:
    return text(f"checks.explain.{key}", lang, **values)


def _quoted(names: list[str], lang: str, most: int = _LISTED) -> str:
    shown = [text("checks.quoted", lang, heading=name) for name in names[:most]]
    return ", ".join(shown) + (" …" if len(names) > most else "")


def kind_reason(reading: Reading, lang: str, most: int = _LISTED) -> str:
    """What a file is taken for and why, `most` headings named; "" where it is of no kind."""
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
    return _t("kind_told", lang, **name, headings=_quoted(told, lang, most))


def written(reading: Reading, lang: str) -> list[str]:
    """How a file is written, a thing and its value each: its format, encoding, signs, header."""
    found, known = reading.dialect, topic("pages", lang)["actuals"]
    form, delimiter = str(found.get("format") or ""), str(found.get("delimiter") or "")
    encoding = "" if "sheet" in found else str(found.get("encoding") or "").upper()
    row = found.get("header_row")
    header = text("pages.actuals.line", lang, row=row) if row else known["no_header"]
    parts = (
        ("format", form),
        ("sheet", str(found.get("sheet") or "")),
        ("encoding", encoding),
        ("delimiter", known.get(_SPOKEN.get(delimiter, ""), delimiter)),
        ("decimal", known.get(_SPOKEN.get(str(found.get("decimal")), ""), "")),
        ("date_format", formatting.date_pattern(str(found.get("date_format") or ""), lang)),
        ("header_row", "" if form or not found else header),
    )
    return [text("pages.actuals.pair", lang, what=known[key], value=value)
            for key, value in parts if value]  # fmt: skip


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
