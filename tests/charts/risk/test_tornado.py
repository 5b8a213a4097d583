"""Bars from the case to each end of a doubt."""

from __future__ import annotations

import numpy as np

from roi_model.charts.risk import tornado
from tests.charts.risk.pictures import SWINGS, made


def test_the_tornado_keeps_the_order_and_names_its_inputs() -> None:
    found = tornado.frame(0.7, SWINGS, {"deal_value": "Panier moyen"}, most=2)
    assert found["name"].tolist() == ["Panier moyen", "channels/A/contacts"]
    assert found["position"].tolist() == [0, 1]
    assert np.isnan(found["at_low"][0]) and found["at_high"][0] == 1.5
    assert (found["base"] == 0.7).all()
    assert tornado.frame(None, SWINGS)["base"].isna().all()
    assert tornado.frame(0.7, []).empty


def test_bars_of_the_tornado_go_from_the_case_to_each_end() -> None:
    bars = [
        layer["encoding"]
        for layer in made("tornado", "fr", "light")["layer"]
        if layer["encoding"].get("x", {}).get("field") in ("at_low", "at_high")
    ]
    assert [bar["x2"]["field"] for bar in bars] == ["base", "base"]
