"""Words are compared alike one by one and as a whole column."""

from __future__ import annotations

import pyarrow as pa
import pytest

from roi_model.reading.text.wording import fold, fold_column, says, words_of

WORDS = [
    "Libellé de l’Écriture",
    "  CŒUR  de  métier ",
    "Montant (HT) %",
    "œuvre",
    "",
    "…",
    "A-b_c",
]


def test_a_column_is_folded_as_each_word_is() -> None:
    column = fold_column(pa.array([*WORDS, None])).to_pylist()
    assert column == [f" {fold(word)} " for word in [*WORDS, ""]]


def test_accents_case_and_signs_tell_nothing_apart() -> None:
    assert fold("Coeur de Metier") == fold(WORDS[1]) == "coeur de metier"


@pytest.mark.parametrize("topic", ["debit", "credit", "out", "in", "fee", "count", "identifier",
                                   "cost", "not_spent", "buyer", "supplier", "sold", "sales",
                                   "total",
                                   "split", "begins", "ends", "returned", "credit_note", "banking",
                                   "original", "pay_extra"])  # fmt: skip
def test_words_are_written_as_they_are_compared(topic: str) -> None:
    words = words_of(topic)
    assert words
    assert all(fold(word) == word for word in words)


def test_no_word_means_both_sides() -> None:
    assert not (words_of("debit") | words_of("out")) & (words_of("credit") | words_of("in"))
    assert not words_of("buyer") & words_of("supplier")


def test_a_heading_says_a_topic_by_its_first_or_last_words() -> None:
    assert says("social_media_spend", "cost") and says("Coût du clic", "cost")
    assert not says("Costume", "cost") and not says("low cost airline", "cost")
