"""Movements of a table that are no statement's: what is sure of them, and what an account tells."""

from __future__ import annotations

from tests.reading.read_again import reading_of

REPORT = ("Date,Type,Merchant,Amount,Balance,Account\n"
          "2026-02-27,EXCHANGE,Exchanged to GBP,-600.00,1,EUR Main\n"
          "2026-02-28,TRANSFER,To EUR Marketing,-1500.00,1,EUR Main\n"
          "2026-02-28,TRANSFER,From Main,1500.00,1,EUR Marketing\n"
          "2026-03-01,CARD,Zed,-90.00,1,EUR Main\n2026-03-02,CARD,Mira,-10.00,1,EUR Main\n"
          "2026-03-03,CARD,Ibis,-20.00,1,EUR Main\n")  # fmt: skip


def test_both_sides_of_a_transfer_are_left_out_where_one_has_no_word_for_it() -> None:
    reading = reading_of(REPORT, kind="costs", answers={"sign": "turned"})
    assert reading.total() == 120
    assert reading.rejected["reason"].tolist().count("own_transfer") == 3


def test_a_table_without_signs_or_a_balance_is_counted_as_it_stands() -> None:
    text = "Date;Libellé;Montant\n2026-03-01;Livret de formation;100\n2026-03-02;Zed;90\n"
    assert reading_of(text, kind="costs").total() == 190
