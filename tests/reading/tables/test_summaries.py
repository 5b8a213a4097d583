"""Tables that are sums already are refused."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading.bank_text import reading_of
from tests.reading.bank_variants import REASONS, REFUSED_FILES
from tests.reading.variants import SAMPLES


@pytest.mark.parametrize("name", REFUSED_FILES)
def test_sums_and_renamed_files_are_refused_with_the_nearest_thing_that_works(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert reading.refused is not None
    assert reading.refused.code == REASONS[name]
    for lang in ("fr", "en"):
        said = reading.refused.sentence(lang)
        assert name in said
        assert "{" not in said
        assert "CSV" in said or "FEC" in said
    assert reading.totals()["all"] is None


def test_one_line_of_result_or_a_total_makes_no_statement_of_results() -> None:
    text = "Date;Libellé;Coût\n15/03/2024;Résultat net;10,50\n16/03/2024;Total général;10,50\n"
    assert reading_of(text).total() == 10.5


def test_results_beside_sales_are_refused() -> None:
    text = "Poste;Janv. 2024;Févr. 2024\nChiffre d’affaires;40,5;41,5\nMarge brute;20,5;21,5\n"
    refused = reading_of(text).refused
    assert refused is not None
    assert refused.code == "profit_and_loss"
