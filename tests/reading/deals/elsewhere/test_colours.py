"""Deals whose state is the colour of their row, told by a legend or asked."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from roi_model.reading.reading import read

GREEN, RED, YELLOW, GREY = "#C6EFCE", "#FFC7CE", "#FFEB9C", "#D9D9D9"
HEAD = ["#", "Sent", "Client", "Project", "Amount"]
DEALS = [
    (["1", "2025-01-14", "A", "Site", 1000], GREEN), (["2", "2025-01-15", "B", "Site", 300], RED),
    (["3", "2025-02-14", "C", "Audit", 2500], GREEN),
    (["4", "2025-02-15", "D", "Site", 70], YELLOW),
]  # fmt: skip
TOTAL = (["Total", "", "", "", 3870], "")
Row = tuple[list[object], str]


def coloured(
    rows: list[Row], legend: dict[tuple[int, int], tuple[str, str]], column: int,
    title: str = "Proposal log 2025",
) -> bytes:  # fmt: skip
    """A workbook of such rows from the third on; only the first cells to `column` are coloured."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Log")
        sheet.write(0, 0, title)
        for (row, at), (words, colour) in legend.items():
            sheet.write(row, at, words, book.add_format({"bg_color": colour}))
        for at, (cells, colour) in enumerate(rows, start=2):
            style = book.add_format({"bg_color": colour} if colour else {})
            for place, cell in enumerate(cells):
                sheet.write(at, place, cell, style if place < column else None)
    return held.getvalue()


ACROSS = {(0, 4): ("signed", GREEN), (0, 5): ("declined", RED), (0, 6): ("no answer yet", YELLOW)}
BESIDE = {(3, 8): ("Légende : signé", GREEN), (4, 8): ("refusé", RED), (5, 8): ("en cours", YELLOW)}
BELOW = {(9, 0): ("Won", GREEN), (10, 0): ("Lost", RED), (11, 0): ("Pending", YELLOW)}


@pytest.mark.parametrize("column", [1, 5])
@pytest.mark.parametrize("legend", [ACROSS, BESIDE, BELOW])
def test_a_legend_says_what_the_colour_of_a_row_means(
    legend: dict[tuple[int, int], tuple[str, str]], column: int
) -> None:
    found = read(coloured([(HEAD, GREY), *DEALS, TOTAL], legend, column), name="log.xlsx")
    assert (found.kind, found.usable) == ("deals", True), (found.questions, found.refused)
    deals = found.to_json()["deals"]
    assert [deals[one] for one in ("won", "lost", "open", "won_amount")] == [2, 1, 1, 3500]
    assert "stages_of_colours" in [note.code for note in found.notes]


def test_a_row_without_a_colour_is_asked_and_so_are_colours_without_a_legend() -> None:
    bare: list[Row] = [(HEAD, ""), *DEALS, (["5", "2025-02-16", "E", "Site", 10], ""), TOTAL]
    (question,) = (one for one in read(coloured(bare, ACROSS, 5)).questions if one.blocking)
    assert question.values["counts"] == {"⬜ FFFFFF": 1}
    (question,) = (one for one in read(coloured(bare, {}, 5)).questions if one.blocking)
    assert question.values["counts"] == {
        "🟢 C6EFCE": 2, "🔴 FFC7CE": 1, "🟡 FFEB9C": 1, "⬜ FFFFFF": 1,
    }  # fmt: skip
    told = {"stages": {"🟢 C6EFCE": "won", "🔴 FFC7CE": "lost"}, "stage": "open"}
    deals = read(coloured(bare, {}, 5), answers=told).to_json()["deals"]
    assert [deals[one] for one in ("won", "lost", "open", "won_amount")] == [2, 1, 2, 3500]


@pytest.mark.parametrize("who", ["Fournisseur", "Client"])
def test_colours_that_say_nothing_leave_costs_alone(who: str) -> None:
    rows: list[Row] = [(["Date", who, "Libellé", "Montant"], GREY)]
    rows += [(["2025-01-14", "Agence", "A", 100.5], GREEN), (["2025-01-15", "Salon", "B", 50], RED),
             (["2025-01-16", "Salon", "C", 50], GREEN)]  # fmt: skip
    found = read(coloured(rows, {}, 4, "Frais 2025"), name="frais.xlsx")
    assert "stages_of_colours" not in [note.code for note in found.notes]
    assert found.kind == "costs"


def test_a_legend_of_colours_that_are_not_read_is_refused() -> None:
    legend = ["Proposal log", "", "", "", "signed", "declined", "no answer yet"]
    rows = [legend, [], HEAD, *(cells for cells, _ in DEALS)]
    told = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows
    )  # fmt: skip
    refused = read(f"<html><table>{told}</table></html>".encode(), name="log.xls").refused
    assert refused is not None and refused.code == "coloured_deals"
    assert "signed, declined" in refused.sentence("fr")
