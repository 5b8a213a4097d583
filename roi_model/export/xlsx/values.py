"""What cannot be a formula: the draws' figures, marked as values, and the scenario itself."""

from __future__ import annotations

from roi_model import formatting
from roi_model.analysis.risk.doubt_words import missing_words, set_words
from roi_model.export.xlsx.metrics import kind_of
from roi_model.export.xlsx.writing.book import Book, lines
from roi_model.metrics import label as metric_label
from roi_model.storage.scenario_file import dump_scenario

CHUNK = 30_000
"""Characters of a cell; the format allows 32,767."""


def write_risk(book: Book) -> tuple[str, int]:
    """Write P10, P50 and P90 by metric and month; returns the sheet's name and month 0's row."""
    run, t, lang = book.dossier.risk, book.t, book.lang
    sheet = book.sheets["risk"]
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 4, 16)
    sheet.set_column(5, 5, 24)
    book.title(sheet, "title.risk")
    draws = formatting.number_exact(run.draws, lang, decimals=0)
    italic = book.format(italic=True)
    sheet.write_string(1, 0, t("risk_note", draws=draws, seed=run.seed), italic)
    wrapped = book.format(italic=True, text_wrap=True, valign="top")
    words = " ".join((set_words(run, lang), book.dossier.gap)).strip()
    sheet.merge_range(2, 0, 2, 4, "", wrapped)
    sheet.write_string(2, 0, words, wrapped)
    sheet.set_row(2, 13 * lines(words, 100) + 4)
    head = book.head(align="right")
    labels = (t("column.metric"), "P10", "P50", "P90", t("column.undefined"))
    for column, words in enumerate(labels):
        sheet.write_string(3, column, words, head if column else book.head())
    row = 4
    for metric, spread in run.metrics.items():
        sheet.write_string(row, 0, metric_label(metric, lang), book.format())
        form = book.number(kind_of(metric))
        for column, value in enumerate((spread.p10, spread.p50, spread.p90), 1):
            if value is None:
                sheet.write_string(row, column, formatting.UNDEFINED, book.format(align="right"))
            else:
                sheet.write_number(row, column, value, form)
        sheet.write_number(row, 4, spread.undefined, book.number("whole"))
        sheet.write_string(row, 5, missing_words(metric, run, lang), book.format())
        row += 1
    sheet.set_h_pagebreaks([row + 1])
    row += 2
    labels = (t("month"), "P10", "P50", "P90", t("column.paid_back"))
    for column, words in enumerate(labels):
        sheet.write_string(row - 1, column, words, head)
    months = len(run.payback_by_month)
    for month in range(months):
        sheet.write_number(row + month, 0, month, book.number("whole"))
        for column, key in enumerate(("p10", "p50", "p90"), 1):
            value = float(run.cumulative_cash[key][month])
            sheet.write_number(row + month, column, value, book.number("cents"))
        paid = float(run.payback_by_month[month])
        sheet.write_number(row + month, 4, paid, book.number("rate"))
    sheet.print_area(0, 0, row + months - 1, 5)
    return book.t("sheet.risk"), row


def write_scenario(book: Book) -> None:
    """Write the scenario file as it is, in pieces that a cell can hold, to be read back."""
    sheet = book.sheets["scenario"]
    sheet.set_column(0, 0, 120)
    book.title(sheet, "title.scenario")
    sheet.write_string(1, 0, book.t("scenario_note"), book.format(italic=True))
    written = dump_scenario(book.dossier.scenario)
    form = book.format(font_name="Consolas", font_size=8)
    for at, start in enumerate(range(0, len(written), CHUNK)):
        sheet.write_string(3 + at, 0, written[start : start + CHUNK], form)
