"""Small pieces of page that Streamlit has no element for: figure strips, chips, wrapping tables.

Everything that comes in is data: it is escaped here, so that no name can become markup. How the
pieces look stands in style.css.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st


@dataclass(frozen=True)
class Tile:
    """One figure of a strip: what it is, its value as written, a small line below.

    `metric` names the number, where it can be asked why.
    """

    label: str
    value: str
    below: str = ""
    metric: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell of a table: text, small lines below (words, a key as code), how it is set.

    `link` is an address within the page; `tone` (better, worse) colours what the words say too:
    the text, or with `tone_below` the small line.
    """

    text: str
    below: str = ""
    key: str = ""
    number: bool = False
    strong: bool = False
    link: str = ""
    tone: str = ""
    tone_below: bool = False

    def html(self, header: str = "", *, names: bool = False) -> str:
        """The cell; with a header, what a narrow screen writes before it; one that `names` its row
        is said before each of the row's other cells.
        """
        shown = spoken(self.text)
        if self.strong:
            shown = f"<b>{shown}</b>"
        toned = f' class="tone-{self.tone}"' if self.tone and self.tone_below else ""
        if self.tone and not self.tone_below:
            shown = f'<span class="tone-{self.tone}">{shown}</span>'
        if self.link:
            shown = f'<a href="{escape(self.link)}">{shown}</a>'
        if self.below:
            shown += f"<small{toned}>{spoken(self.below)}</small>"
        if self.key:  # a long key breaks at its own joints
            shown += f"<small><code>{escape(self.key).replace('_', '_<wbr>')}</code></small>"
        about = f' data-label="{escape(header)}"' if header else ""
        looks = ' class="num"' if self.number else ""
        if names and shown:
            return f'<th scope="row"{looks}{about}>{shown}</th>'
        return f"<td{looks}{about}>{shown}</td>"


_SIGNS = re.compile("[▲▼●◐◔○](?= )|^[·✓!](?= )")
"""Signs before words that say the same: read aloud they would be “black up-pointing triangle”."""


def spoken(words: str) -> str:
    """Words as HTML, their signs for the eye alone.

    >>> spoken("▲ +3 pts · better")
    '<span aria-hidden="true">▲</span> +3 pts · better'
    """
    return _SIGNS.sub(lambda sign: f'<span aria-hidden="true">{sign[0]}</span>', escape(words))


def whose(logo: bytes, line: str, title: str, below: str = "") -> str:
    """The top of a page for others: a logo (PNG or JPEG), a line about who it is, the title."""
    kind = "png" if logo.startswith(b"\x89PNG") else "jpeg"
    code = base64.b64encode(logo).decode()
    picture = f'<img alt="" src="data:image/{kind};base64,{code}">' if logo else ""
    about = f'<span class="client">{escape(line)}</span>' if line else ""
    more = f'<span class="below">{escape(below)}</span>' if below else ""
    return f'<div class="whose">{picture}<div>{about}<h1>{escape(title)}</h1>{more}</div></div>'


READING_WIDTH = 760
"""Pixels: a line of text longer than this is hard to follow."""


def heading(title: str, intro: str = "", *, part: bool = False) -> None:
    """The top of a page: its title, what it is for; `part` where the case is named."""
    (st.header if part else st.title)(title, anchor=False)
    if intro:
        with st.container(width=READING_WIDTH):
            st.markdown(intro)


def strip(figures: Iterable[Tile], *, off: bool = False, why: str = "") -> str:
    """Figures side by side, wrapping on a narrow screen; `off` for what does not count now.

    `why` says what a press on a label asks for, where the figures name their metrics.
    """
    parts = "".join(
        f"<div><dt>{_label(f, why)}</dt><dd>{escape(f.value)}"
        + (f"<small>{escape(f.below)}</small>" if f.below else "")
        + "</dd></div>"
        for f in figures
    )
    return f'<dl class="fig-strip{" fig-off" if off else ""}">{parts}</dl>'


def _label(figure: Tile, why: str) -> str:
    label = escape(figure.label)
    if not (why and figure.metric):
        return label
    return f'<button class="why" data-why="{figure.metric}" title="{escape(why)}">{label}</button>'


def chips(texts: Sequence[str]) -> str:
    """Short texts as rounded labels, wrapping; nothing where there is none."""
    if not texts:
        return ""
    return '<ul class="fig-chips">' + "".join(f"<li>{escape(t)}</li>" for t in texts) + "</ul>"


def pile(*parts: str) -> None:
    """Pieces below one another, evenly apart; empty ones leave no gap."""
    st.html(f'<div class="fig-pile">{"".join(parts)}</div>')


def note(sentence: str) -> str:
    """A quiet sentence."""
    return f'<p class="fig-note">{escape(sentence)}</p>'


def table(
    name: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    total: Sequence[Cell] | None = None,
    stack: bool = False,
    labelled: bool = False,
    widths: Sequence[int] = (),
    scrolls: bool = False,
) -> str:
    """A table whose cells wrap, named for who hears it; its first column names the rows.

    `stack` turns rows into blocks on a narrow screen, `labelled` repeats the header before each
    cell of such a block, but for the first. `widths` are the columns' shares in percent; without
    them the contents decide. What `scrolls` may be wider than its place: it is moved by keys, too.
    """
    body = list(rows)
    numeric = [bool(body) and i < len(body[0]) and body[0][i].number for i in range(len(headers))]
    head = "".join(
        f'<th scope="col"{" class=num" if n else ""}>{escape(h)}</th>'
        for h, n in zip(headers, numeric, strict=True)
    )
    columns = "".join(f'<col style="width:{share}%">' for share in widths)
    columns = f"<colgroup>{columns}</colgroup>" if columns else ""
    said = ["", *headers[1:]] if labelled else [""] * len(headers)

    def line(row: Sequence[Cell]) -> str:
        made = zip(row, said, strict=True)
        return "".join(cell.html(header, names=at == 0) for at, (cell, header) in enumerate(made))

    lines = "".join(f"<tr>{line(row)}</tr>" for row in body)
    if total is not None:
        lines += f'<tr class="total">{line(total)}</tr>'
    moved = f' role="region" tabindex="0" aria-label="{escape(name)}"' if scrolls else ""
    return (
        f'<div class="fig-table-box"{moved}>'
        f'<table class="fig-table{" fig-stack" if stack else ""}" aria-label="{escape(name)}">'
        f"{columns}<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )
