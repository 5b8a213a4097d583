"""What stands round the figures of an amount is the same for all amounts of its outline."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from roi_model.reading.values.amounts import (
    MAX_DECIMALS,
    OK,
    convention,
    parse_amounts,
    take_apart,
)
from roi_model.reading.values.undressed import undressed

WRITTEN = (
    "{}", "-{}", "{} €", "CHF {}.-", "({})", "$ {} CR", "{} DR", "{} HT", "{} € TTC / mois", "{}-",
    "{} k€", "{} M", "{} %", "{}e3", "{}e400", "x{}", "{} {}", "NaN", "-", "", "+{}", "−{}",
    "1\u202f{}", "{},5", "{}.50", "{},{}", ".{}", "0{}", "F CFA {}", "{} pcs",
)  # fmt: skip


def values() -> list[str]:
    rng = np.random.default_rng(5)
    numbers = [str(rng.integers(0, 10**size)) for size in (1, 2, 3, 4, 6, 9, 15, 16, 20 - 2)]
    numbers += ["1 234", "9.876", "5,432", "1,234,567.891", "0.1234565000000000000"]
    return [shape.replace("{}", number) for shape in WRITTEN for number in numbers]


@pytest.mark.each_once
@pytest.mark.parametrize("part", range(3))
@pytest.mark.parametrize("decimal", [",", "."])
def test_an_amount_is_read_as_if_it_stood_alone(decimal: str, part: int) -> None:
    column = values()[part::3]
    together = parse_amounts(take_apart(pa.array(column)), decimal, MAX_DECIMALS)
    alone = [parse_amounts(take_apart(pa.array([one])), decimal, MAX_DECIMALS) for one in column]
    assert len(column) > 100
    assert together.status.tolist() == [int(one.status[0]) for one in alone]
    assert together.units.tolist() == [int(one.units[0]) for one in alone]
    keys = together.converted
    assert keys == {key: sum(one.converted[key] for one in alone) for key in keys}
    assert {OK} < set(together.status.tolist())


def test_figures_over_a_power_of_ten_are_the_number_that_the_text_is() -> None:
    rng = np.random.default_rng(3)
    texts = [
        f"{rng.integers(0, 10 ** rng.integers(1, 9))}.{rng.integers(0, 10**d):0{d}}"
        for d in rng.integers(1, 9, 4000)
    ]
    amounts = parse_amounts(take_apart(pa.array(texts)), ".", MAX_DECIMALS)
    wanted = np.rint([float(text) * 10.0**MAX_DECIMALS for text in texts])
    read = amounts.status == OK
    assert read.mean() > 0.9
    assert amounts.units[read].tolist() == wanted[read].astype(int).tolist()


def test_values_are_counted_and_not_their_outlines() -> None:
    dots = [f"{number}.25" for number in range(300)]
    commas = ["1,5", "10,5", "11,5", "100,5", "101,5", "110,5", "111,5"]
    assert convention(take_apart(pa.array([*commas, *dots]))).decimal == "."
    assert convention(take_apart(pa.array([*commas, "1.5"]))).decimal == ","


def test_signs_and_words_are_told_apart_from_the_body() -> None:
    found = undressed(pa.array(["(1 234,56 €)", "12.50 CR", "3 k€"]))
    assert found.body.to_pylist() == ["1 234,56", "12.50", "3"]
    assert found.negative.tolist() == [True, True, False]
    assert found.multiplier.tolist() == [1, 1, 1000]
