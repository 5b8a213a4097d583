"""Words are compared alike one by one and as a whole column."""

from __future__ import annotations

import pyarrow as pa

from roi_model.reading.text.wording import fold, fold_column

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
