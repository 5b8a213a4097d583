"""What a customer of each channel cost, drawn beside the plan."""

from __future__ import annotations

import numpy as np

from roi_model.charts.actuals import by_channel


def test_channels_without_a_figure_are_left_out_in_their_order() -> None:
    found = by_channel.frame([("SEA", 500, 640), ("Fair", None, None), ("Web", None, 900)])
    assert found["channel"].tolist() == ["SEA", "Web"]
    assert found["position"].tolist() == [0, 1]
    assert np.isnan(found["plan"][1]) and found["actual"].tolist() == [640, 900]


def test_actual_is_a_bar_and_the_plan_a_tick_with_its_words() -> None:
    layers = by_channel.spec("en", "EUR", "light")["layer"]
    lengths = [layer["encoding"]["x"]["field"] for layer in layers
               if layer["mark"]["type"] == "bar" and "field" in layer["encoding"]["x"]]  # fmt: skip
    assert lengths == ["actual", "plan"]
    assert "plan: " in str(by_channel.spec("en", "EUR", "light"))
