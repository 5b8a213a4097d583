"""The kinds of files, a row each: its name, whether a table is one, how one is read.

Everything that lists kinds is made from this table: choosing one, the command line, the page, the
words. A kind's texts are keyed by its name: `pages.actuals.kind.<name>` is what it is called,
`pages.actuals.takes.<name>` what the page says of it before the first file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from roi_model.reading.bank import is_bank, read_bank
from roi_model.reading.costs.any_shape import cost_headings, read_any_shape
from roi_model.reading.costs.entries import Lines
from roi_model.reading.costs.ledgers import is_ledger
from roi_model.reading.deals.deals import Deals, read_deals
from roi_model.reading.deals.headers import deal_headers, is_deals
from roi_model.reading.fec.fec import read_fec
from roi_model.reading.fec.header import fec_columns, is_fec
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.month_headers import month_columns
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.text.dialect import is_data


@dataclass(frozen=True)
class Format:
    """One kind of file.

    `read` gives what it holds, or None where a question blocks. `headings` counts the cells of a
    row that head columns of such a file: that is how the header row is found. `samples` are files
    of data/samples/ that the page offers to try it with, labelled by `pages.actuals.samples.<stem>`
    (`no_sample` says why there is none). Which column is what need not be shown where they are
    `fixed_columns`.
    """

    name: str
    identify: Callable[[Table], bool]
    read: Callable[[Source, Inquiry], Lines | Deals | None]
    headings: Callable[[Sequence[str]], int] = cost_headings
    samples: tuple[str, ...] = ()
    no_sample: str = ""
    fixed_columns: bool = False


COSTS = Format(
    "costs",
    identify=lambda table: False,  # what no other kind claims
    read=read_any_shape,
    samples=("fr_utf8.csv", "us_utf8.csv"),
)
FORMATS = (
    COSTS,
    Format(
        "fec",
        identify=lambda table: is_fec(table.names),
        read=read_fec,
        headings=lambda row: len(fec_columns(row)),
        samples=("fec_tab_22_columns.txt",),
        fixed_columns=True,
    ),
    Format(
        "deals",
        identify=lambda table: is_deals(table.names),
        read=read_deals,
        headings=deal_headers,
        no_sample="Deals of an invented company say nothing beside the reader's own plan.",
    ),
    Format(
        "bank",
        identify=lambda table: is_bank(table.names) and not is_ledger(table),
        read=read_bank,
        no_sample="It is read as costs are, which have samples.",
    ),
)
KINDS = tuple(kind.name for kind in FORMATS)


def find_format(table: Table) -> Format:
    """The first kind that claims a table, or else costs."""
    return next((kind for kind in FORMATS if kind.identify(table)), COSTS)


def named(name: str) -> Format:
    """The kind of this name. Raises ValueError where there is none."""
    if name not in KINDS:
        raise ValueError(f"kind: {name!r}; allowed: {', '.join(KINDS)}")
    return FORMATS[KINDS.index(name)]


def known_headings(row: Sequence[str]) -> int:
    """How many cells of a row are headings that some kind knows; none in a row of data.

    >>> known_headings(["Deal Name", "Stage", "Close Date"]), known_headings(["Date", "12,50"])
    (3, 0)
    """
    months = month_columns(row)
    if any(is_data(cell) for i, cell in enumerate(row) if i not in months):
        return 0
    return max(count(row) for count in dict.fromkeys(kind.headings for kind in FORMATS))
