"""The form of a line is what is left without its numbers."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from roi_model.sweep.forms import form_of
from tests.sweep.lines import moved, plans


def test_moved_numbers_keep_the_form() -> None:
    plan = plans(1)[0]
    forms = {form_of(moved(plan, Random(seed)) | {"name": f"Été {seed}"})[0] for seed in range(5)}  # type: ignore[index]
    assert len(forms) == 1


def test_other_keys_words_and_kinds_are_other_forms() -> None:
    plan = {"name": "A", "channels": [{"name": "B", "contacts": 5}], "market": 1}
    others = [
        plan | {"deal_value": 1},
        plan | {"market": True},
        plan | {"market": "1"},
        plan | {"market": None},
        plan | {"market": [1]},
        plan | {"market": {"1": 1}},
        plan | {"channels": [{"name": "C", "contacts": 5}]},
        plan | {"channels": [{"name": "B"}, {"contacts": 5}]},
        plan | {"channels": [{"name": "B", "contacts": 5}, {}]},
        plan | {"schema_version": 1},
        plan | {"schema_version": 2},
    ]
    forms = [form_of(one)[0] for one in (plan, *others)]  # type: ignore[index]
    assert len(set(forms)) == len(forms)
    assert form_of(plan | {"name": "D", "market": 1.5})[0] == forms[0]  # type: ignore[index]


@pytest.mark.parametrize("name", [None, 7, "", " ", "a\x00", "x" * 41, "\u202eb"])
def test_a_name_that_may_be_refused_is_looked_at(name: Any) -> None:
    assert form_of({"name": name, "channels": [{"name": "B"}]}) is None
