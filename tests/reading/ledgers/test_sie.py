"""SIE files: types, encodings, completeness, lines that cannot be read."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.ledger_variants import BAS, by_account, sie
from tests.reading.variants import SAMPLES, TOTAL, expected_by_month

HEAD = '#FLAGGA 0\n#SIETYP 4\n#RAR 0 20240101 20241231\n#KONTO 5910 "Annonsering"\n'


def vouchers(*lines: str, head: str = HEAD) -> Reading:
    body = '#VER A 1 20240105 "Annons"\n{\n' + "\n".join(lines) + "\n}\n"
    return read((head + body).encode(), name="books.se")


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8", "utf-8-sig"])
def test_letters_are_read_in_every_encoding_that_programs_write(encoding: str) -> None:
    reading = read(sie(encoding), name="a.txt")
    assert reading.total() == TOTAL
    assert "Utställningar och mässor" in set(reading.entries["account_label"])


def test_a_list_of_objects_may_be_left_away_and_texts_hold_quotes() -> None:
    reading = vouchers('#TRANS 5910 100.00 20240105 "say \\"hi\\""', "#TRANS 1930 {} -100.00")
    assert reading.total("label") == {'say "hi"': 100}


def test_removed_postings_are_none_and_added_ones_count_once() -> None:
    lines = ("#TRANS 5910 {} 1.00", "#BTRANS 5910 {} 50.00", "#RTRANS 5910 {} 2.00",
             "#TRANS 5910 {} 2.00", "#TRANS 1930 {} -3.00")  # fmt: skip
    assert vouchers(*lines).total() == 3


def test_an_account_that_misses_lines_is_said_with_the_gap() -> None:
    lines = ("#TRANS 5910 {} 100.00", "#TRANS 1930 {} -100.00")
    whole, short = (vouchers(*lines, head=HEAD + f"#RES 0 5910 {res}\n") for res in (100, "150.5"))
    assert "ledger_complete" in [n.code for n in whole.notes]
    (note,) = [n for n in short.notes if n.code == "ledger_incomplete"]
    assert (note.values["account"], note.values["difference"]) == ("5910", 50.5)


def test_the_kind_that_the_file_says_counts_where_the_plan_does_not_know_the_number() -> None:
    head = HEAD + "#KTYP 9100 K\n#KTYP 9200 I\n"
    reading = vouchers("#TRANS 9100 {} 7.00", "#TRANS 9200 {} -3.00", "#TRANS 1930 {} -4.00",
                       head=head)  # fmt: skip
    assert reading.total() == 7


def test_lines_that_cannot_be_read_are_listed() -> None:
    reading = vouchers("#TRANS 5910 {} 1.00", "#TRANS 5910 {} 1,00", "#TRANS 5910")
    assert reading.total() == 1
    assert reading.rejected[["line", "reason"]].to_numpy().tolist() == [
        [8, "not_a_number"], [9, "cut_line"]
    ]  # fmt: skip
    bad = read((HEAD + "#VER A 1 20241399\n{\n#TRANS 5910 {} 1.00\n}\n").encode())
    assert bad.refused is not None


@pytest.mark.parametrize("kind", ["1", "2", "3"])
def test_files_of_balances_alone_are_refused_with_what_to_export(kind: str) -> None:
    content = f"#FLAGGA 0\n#SIETYP {kind}\n#RES 0 5910 1000.45\n".encode()
    refused = read(content, name="b.se").refused
    assert refused is not None and refused.code == "sie_type"
    assert "SIE 4" in refused.sentence("en") and f" {kind}" in refused.sentence("fr")


def test_vouchers_out_of_balance_are_said() -> None:
    notes = [n.code for n in vouchers("#TRANS 5910 {} 1.00", "#TRANS 1930 {} -2.00").notes]
    assert "unbalanced" in notes


@pytest.mark.parametrize("name", ["ledger_by_sie4j.se", "ledger_by_sie4j_cp437.se"])
def test_files_of_another_writer_give_the_known_costs(name: str) -> None:
    """The first says PC8 and is UTF-8."""
    reading = read((SAMPLES / name).read_bytes(), name=name)
    totals = reading.totals()
    assert (totals["all"], totals["by_month"]) == (TOTAL, expected_by_month())
    assert totals["by_account"] == by_account(lambda category: BAS[category][0])
    assert {"Annonsering", "Försäljningsprovisioner"} <= set(reading.entries["account_label"])
    assert "ledger_complete" in [n.code for n in reading.notes]


def test_a_day_of_a_voucher_may_be_written_with_hyphens() -> None:
    body = '#VER A 1 "2024-01-05" "Annons"\n{\n#TRANS 5910 {} 2.00\n#TRANS 1930 {} -2.00\n}\n'
    assert read((HEAD + body).encode()).totals()["by_month"] == {"2024-01": 2}


def test_a_voucher_cut_short_is_said() -> None:
    whole = (SAMPLES / "ledger_by_sie4j.se").read_bytes()
    reading = read(whole[: whole.rindex(b"#TRANS 2440")], name="cut.se")
    assert {"unbalanced"} <= {n.code for n in reading.notes}
