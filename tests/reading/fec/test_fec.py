"""The two real FECs give the stated figures to the cent; every variant of one gives the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.golden.cases import FEC
from tests.reading.variants import SAMPLES, TOTAL, expected, expected_by_month, fec, grouped

FILES = ("fec_tab_22_columns.txt", "fec_pipe_fixed_width.txt")


def real(name: str) -> Reading:
    return read((SAMPLES / name).read_bytes(), name=name)


def net_by_month(reading: Reading, prefix: str) -> dict[str, float]:
    """Net amounts of the accounts under a prefix, by month as YYYYMM, zero months left out."""
    rows = reading.entries[reading.entries["account"].astype(str).str.startswith(prefix)]
    units = rows.groupby("month", observed=True)["units"].sum()
    return {month.replace("-", ""): int(n) / 100 for month, n in units.items() if n}


@pytest.mark.parametrize("name", FILES)
def test_the_stated_figures_are_those_of_the_columns(name: str) -> None:
    """What the golden file says, counted on the bytes as plainly as can be."""
    known = FEC[name]
    words = (SAMPLES / name).read_bytes().decode(known["encoding"].partition("/")[0])
    sign = {"TAB": "\t"}.get(known["delimiter"], known["delimiter"])
    head, *rows = csv.reader(io.StringIO(words), delimiter=sign, quoting=csv.QUOTE_NONE)
    at = {title: place for place, title in enumerate(head)}
    debit, credit = (
        [Decimal(row[at[side]].strip().replace(",", ".")) for row in rows]
        for side in ("Debit", "Credit")
    )
    assert (len(rows), str(sum(debit)), str(sum(credit))) == (
        known["rows"], known["total_debit"], known["total_credit"]
    )  # fmt: skip
    net = [one - other for one, other in zip(debit, credit, strict=True)]
    for prefix, wanted in known["net_debit_by_prefix"].items():
        counted = (
            n for n, row in zip(net, rows, strict=True) if row[at["CompteNum"]].startswith(prefix)
        )
        assert str(sum(counted, Decimal("0.00"))) == wanted, prefix


@pytest.mark.parametrize("name", FILES)
def test_class_6_by_account_is_exact(name: str) -> None:
    known = FEC[name]
    totals = real(name).totals()
    accounts = {account: float(net) for account, (net, _) in known["accounts6"].items()}
    assert totals["by_account"] == accounts
    assert totals["all"] == float(known["net_debit_by_prefix"]["6"])
    assert sum(round(v * 100) for v in totals["by_category"].values()) == round(totals["all"] * 100)


@pytest.mark.parametrize("name", FILES)
def test_net_amounts_by_account_and_month_are_exact(name: str) -> None:
    reading = real(name)
    for prefix, months in FEC[name]["by_month"].items():
        wanted = {month: float(net) for month, net in months.items()}
        if prefix.startswith("6"):
            assert net_by_month(reading, prefix) == wanted, prefix
        elif prefix == "70":
            income = dict(zip(reading.revenue["month"], reading.revenue["amount"], strict=True))
            assert {m.replace("-", ""): -v for m, v in income.items()} == wanted


@pytest.mark.parametrize("name", FILES)
def test_rows_dialect_and_balance(name: str) -> None:
    reading = real(name)
    assert reading.kind == "fec"
    assert reading.rows_read == reading.rows_kept == FEC[name]["rows"]
    assert reading.dialect["decimal"] == ","
    assert reading.dialect["date_format"] == "%Y%m%d"
    notes = {note.code: note.values for note in reading.notes}
    assert notes["balanced"]["debit"] == float(FEC[name]["total_debit"])
    assert "opening_entries" in notes


def test_negative_months_stay() -> None:
    assert real(FILES[1]).total("month")["2023-01"] == -294.07


def test_account_and_month_cells_add_up_to_both_margins() -> None:
    totals = real(FILES[0]).totals()
    cells = totals["by_account_and_month"]
    for account, months in cells.items():
        assert round(sum(months.values()), 2) == totals["by_account"][account]
    for month, amount in totals["by_month"].items():
        assert round(sum(m.get(month, 0.0) for m in cells.values()), 2) == amount


def test_what_is_not_selling_is_left_out_by_default_and_visible() -> None:
    reading = real(FILES[0])
    counted = reading.entries[reading.entries["selling"]]
    assert set(counted["account"].astype(str).str[:3]) == {
        "618", "621", "623", "625", "641", "645", "647", "651"
    }  # fmt: skip
    assert reading.totals()["by_category"]["not_selling"] == 117911.22


def test_a_share_for_a_group_of_accounts() -> None:
    content = (SAMPLES / FILES[0]).read_bytes()
    half = read(content, answers={"share:641": "0.5"})
    whole = read(content)
    assert [q.id for q in whole.questions if q.id == "share:641"] == ["share:641"]
    assert "share:641" not in [q.id for q in half.questions]
    pay = 29920.93  # accounts 641
    # Half of an odd number of cents: half a cent of rounding on each side.
    difference = whole.totals()["selling"] - half.totals()["selling"]
    assert difference == pytest.approx(pay / 2, abs=0.006)


def test_a_share_is_asked_with_its_amount_and_the_name_of_its_largest_account() -> None:
    asked = {q.column: q for q in real(FILES[0]).questions if q.about == "share"}
    assert {key: one.values for key, one in asked.items() if key in ("641", "645", "651")} == {
        "641": {"amount": 29920.93, "label": "REMUNERATIONS DU PERSONNEL"},
        "645": {"amount": 4760.27, "label": "PERS COTISATIONS A L'URSSAF"},
        "651": {"amount": 954.51, "label": "REDEVANCES BREVETS LICENCES"},
    }
    quarter = next(one for one in asked["641"].candidates if one.answer == "0.25")
    assert quarter.gives == {"counted": 7480.23}
    answered = read((SAMPLES / FILES[0]).read_bytes(), answers={"share:641": "0.25"})
    assert {q.column for q in answered.questions if q.about == "share"} == asked.keys() - {"641"}


def test_a_line_without_its_date_is_left_out_and_a_file_without_any_refused() -> None:
    rows = [line.split("\t") for line in fec().split("\r\n") if line]
    at = rows[0].index("EcritureDate")

    def dated(found: dict[int, str]) -> Reading:
        changed = [
            [found.get(n, cell) if i == at else cell for i, cell in enumerate(row)]
            for n, row in enumerate(rows)
        ]
        return read("\r\n".join("\t".join(row) for row in changed).encode())

    one = dated({3: ""})
    assert one.rejected["reason"].tolist() == ["no_date"]
    assert one.rows_kept == read(fec().encode()).rows_kept - 1
    none = dated(dict.fromkeys(range(1, len(rows)), "n/a"))
    assert none.refused is not None and none.refused.code == "no_usable_row"
    assert set(none.rejected["reason"]) == {"bad_date"}


def test_one_account_moved_to_another_category() -> None:
    answers = {"category:62260000": "agency", "share:62260000": "0.2"}
    reading = read((SAMPLES / FILES[0]).read_bytes(), answers=answers)
    assert reading.totals()["by_category"]["agency"] == 25165.73


def test_closing_entries_are_left_out() -> None:
    closing = ["CL", "Cloture", "99", "20240430", "64110000", "Salaires", "", "", "X", "20240430",
               "Solde", "0,00", "12780,10", "", "", "20240430", "", ""]  # fmt: skip
    result = [*closing]
    result[4:6], result[11:13] = ["12000000", "Resultat"], ["12780,10", "0,00"]
    content = fec() + "\t".join(closing) + "\r\n" + "\t".join(result) + "\r\n"
    reading = read(content.encode())
    assert reading.total() == read(fec().encode()).total()
    assert [n.values["count"] for n in reading.notes if n.code == "closing_entries"] == [2]


def test_a_missing_line_is_said_to_the_cent() -> None:
    lines = fec().split("\r\n")
    reading = read("\r\n".join(lines[:4] + lines[5:]).encode())  # the first 401 line
    (note,) = [n for n in reading.notes if n.code == "unbalanced"]
    assert note.values["difference"] == 1200.5
    assert note.values["day"] == "2024-01-05"
    assert "1,200.50" in note.sentence("en")
    assert "1\u202f200,50" in note.sentence("fr")


def test_a_spoilt_header_name_is_told_by_its_place() -> None:
    content = fec(names={"Debit": "D?bit", "CompteNum": "Compt#Num"}).encode()
    assert read(content).total() == read(fec().encode()).total()


@pytest.mark.parametrize("at", range(1, 17))
def test_numbers_of_entries_are_no_amounts_where_a_tab_stands_in_the_header(at: int) -> None:
    """The header is one column off from there on, and an empty one parts the table."""
    header, rows = fec("\t").split("\n", 1)
    names = header.split("\t")
    moved = "\t".join([*names[:at], "", names[at][1:], *names[at + 1 :]])
    reading = read((moved + "\n" + rows).encode(), name="a.txt")
    assert not reading.usable or reading.total() == TOTAL


def test_bad_lines_are_listed_and_the_rest_read() -> None:
    bad = fec().replace("1200,50\t0,00", "12O0,50\t0,00", 1)
    reading = read(bad.encode())
    assert reading.rejected["reason"].tolist() == ["not_a_number"]
    assert reading.total() == round(read(fec().encode()).total() - 1200.5, 2)
    assert "unbalanced_rejected" in [n.code for n in reading.notes]


def test_amounts_that_can_be_read_two_ways_ask() -> None:
    content = fec(amount=lambda cents: f"{abs(cents) // 100000 + 1}.000" if cents else "0").encode()
    (question,) = [q for q in read(content).questions if q.blocking]
    assert question.id == "decimal:Debit"
    assert len(question.candidates) == 2


def test_a_fec_without_its_amounts_is_refused() -> None:
    lines = [line.split("\t") for line in fec().split("\r\n") if line]
    cut = "\n".join("\t".join(line[:11] + line[13:]) for line in lines)
    refused = read(cut.encode()).refused
    assert refused is not None
    assert refused.code == "fec_columns"
    assert "Debit, Credit" in refused.sentence("en")


def test_entries_are_tidy() -> None:
    frame = real(FILES[0]).entries
    assert {"month", "category", "account", "label", "amount", "selling", "share", "line"} <= set(
        frame.columns
    )
    assert frame["amount"].dtype == "float64"
    assert frame["selling"].dtype == bool
    assert isinstance(frame, pd.DataFrame)
    assert frame["line"].min() >= 2


def rewritten(change: Callable[[list[str]], list[str]], **how: Any) -> Reading:
    """The costs as a FEC whose every row of cells but the header has been changed."""
    head, *rows = [line.split("\t") for line in fec(**how).split("\r\n") if line]
    return read("\n".join("\t".join(r) for r in [head, *map(change, rows)]).encode())


def _signed(cells: list[str]) -> list[str]:
    sign = "-" if cells[12] == "C" else ""
    return [*cells[:11], sign + cells[11], *cells[12:]]


def _negative_credit(cells: list[str]) -> list[str]:
    return [*cells[:12], cells[12] if cells[12] == "0,00" else "-" + cells[12], *cells[13:]]


@pytest.mark.parametrize(
    ("change", "sense"),
    [(_signed, True), (_negative_credit, False),
     (lambda c: [*_signed(c)[:12], {"D": "1", "C": "-1"}[c[12]], *c[13:]], True)],
)  # fmt: skip
def test_credits_with_a_sign_of_their_own_are_told_by_the_balance(
    change: Callable[[list[str]], list[str]], sense: bool
) -> None:
    reading = rewritten(change, sense=sense)
    assert reading.total() == TOTAL
    assert {"signed_credits", "balanced"} <= {n.code for n in reading.notes}


def test_rows_without_the_last_empty_columns_are_read() -> None:
    assert rewritten(lambda c: c[:16]).total() == TOTAL
    cut = read(fec().replace("PieceDate", "Pie\tceDate", 1).encode()).refused
    assert cut is not None
    assert cut.code == "shifted"
    wider = fec().replace("Idevise", "Idevise\tDateRglt\tModeRglt\tNatOp\tIdClient", 1)
    assert read(wider.encode()).total() == TOTAL


def test_six_figure_dates_are_read_day_first() -> None:
    months = read(fec(day=lambda d: d[8:] + d[5:7] + d[2:4]).encode()).total("month")
    assert months == expected_by_month()


def test_the_months_of_the_entries_are_said() -> None:
    (note,) = [n for n in read(fec().encode()).notes if n.code == "period"]
    assert note.values == {"first": min(expected_by_month()), "last": max(expected_by_month())}


def closed(result: str | None) -> Reading:
    """A FEC with the entry that closes the accounts of costs, against `result` where given."""
    rows = fec().rstrip().split("\r\n")
    sums = {a: round(v * 100) for a, v in expected(4).items()}
    pairs = [(account, -cents) for account, cents in sums.items()]
    for account, cents in [*pairs, *([(result, sum(sums.values()))] if result else [])]:
        sides = [grouped(max(cents, 0), "", ","), grouped(max(-cents, 0), "", ",")]
        rows.append("\t".join(["CL", "Clôture", "99", "20241231", account, "", "", "", "99",
                               "20241231", "Clôture", *sides, "", "", "", "", ""]))  # fmt: skip
    return read("\r\n".join(rows).encode())


@pytest.mark.parametrize("result", ["12000000", "120", "89000000", "88000000"])
def test_closing_entries_against_any_account_of_the_result_are_left_out(result: str) -> None:
    reading = closed(result)
    assert reading.total() == TOTAL
    assert "closing_entries" in [n.code for n in reading.notes]


def test_costs_brought_to_zero_are_refused() -> None:
    refused = closed(None).refused
    assert refused is not None
    assert refused.code == "closed_books"


def test_rows_without_the_number_of_their_entry_are_read() -> None:
    """The number is the last column here, and many rows end before it."""
    rows = [line.split("\t") for line in real_lines("fec_tab_22_columns.txt")]
    at = rows[0].index("EcritureNum")
    moved = [[*row[:at], *row[at + 1 :], row[at]] for row in rows]
    text = "\n".join("\t".join(row[:-1] if i % 2 else row) for i, row in enumerate(moved))
    known = float(FEC["fec_tab_22_columns.txt"]["net_debit_by_prefix"]["6"])
    assert read(text.encode(), name="fec.txt").total() == known


def real_lines(name: str) -> list[str]:
    return (SAMPLES / name).read_text("utf-8").splitlines()


def without_header(name: str) -> str:
    return "\n".join(real_lines(name)[1:]) + "\n"


@pytest.mark.parametrize("name", ["fec_tab_22_columns.txt", "fec_semicolon.txt",
                                  "fec_pipe_sense.txt", "fec_plus_minus_one.txt"])  # fmt: skip
def test_a_fec_that_lost_its_header_row_is_told_by_its_cells(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    whole, end = read(content, name=name), content.index(b"\n") + 1
    reading = read(content[end:], name=name)
    assert reading.kind == "fec"
    assert reading.total("month") == whole.total("month")


def swapped(name: str) -> bytes:
    rows = [line.split("\t") for line in real_lines(name)]
    debit, credit = rows[0].index("Debit"), rows[0].index("Credit")
    for row in rows[1:]:
        row[debit], row[credit] = row[credit], row[debit]
    return "\n".join("\t".join(row) for row in rows).encode()


def test_a_fec_with_debits_and_credits_swapped_is_asked_about() -> None:
    known = float(FEC["fec_tab_22_columns.txt"]["net_debit_by_prefix"]["6"])
    content = swapped("fec_tab_22_columns.txt")
    (question,) = [q for q in read(content).questions if q.blocking]
    assert {c.answer: c.gives["all"] for c in question.candidates} == {"yes": known, "no": -known}
    assert read(content, answers={"swapped": "yes"}).total() == known
    reading = read(content, answers={"swapped": "no"})
    assert reading.total() == -known
    assert "negative_total" in [note.code for note in reading.notes]


HEADER = ("JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\t"
          "CompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\t"
          "ValidDate\tMontantdevise\tIdevise")  # fmt: skip


def booked(number: int, day: str, account: str, cents: int) -> str:
    sides = [grouped(max(cents, 0), "", ","), grouped(max(-cents, 0), "", ",")]
    return "\t".join(["AC", "Achats", str(number), day, account, account, "", "", "P", day, "x",
                      *sides, "", "", day, "", ""])  # fmt: skip


@pytest.mark.parametrize(
    "accounts", [("623100",), ("623100", "613200"), ("623100", "613200", "602")]
)
@pytest.mark.parametrize("against", ["401000", "471000", "580000"])
def test_books_closed_against_any_account_are_refused(
    accounts: tuple[str, ...], against: str
) -> None:
    rows = [HEADER]
    for number, account in enumerate(accounts, 1):
        rows += [booked(number, "20250305", account, 100000 * number),
                 booked(number, "20250305", "401000", -100000 * number)]  # fmt: skip
        rows += [booked(90 + number, "20251231", against, 100000 * number),
                 booked(90 + number, "20251231", account, -100000 * number)]  # fmt: skip
    # one account that is not closed does not make the others costs
    rows += [booked(99, "20250410", "627000", 1200), booked(99, "20250410", "512000", -1200)]
    refused = read("\n".join(rows).encode()).refused
    assert refused is not None and refused.code == "closed_books"


def test_an_accrual_taken_back_is_no_closing() -> None:
    # fmt: off
    rows = [HEADER, booked(1, "20250101", "623100", -50000), booked(1, "20250101", "408", 50000),
            booked(2, "20250115", "623100", 50000), booked(2, "20250115", "401000", -50000),
            booked(3, "20250215", "613200", 90000), booked(3, "20250215", "401000", -90000)]
    # fmt: on
    assert read("\n".join(rows).encode()).total() == 900 + 500 - 500
