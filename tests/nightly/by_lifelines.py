"""Run by an environment of its own: pipelines in, what lifelines holds most likely out (JSON).

Its mixture cure model around a gamma law, which lifelines lets one state by its hazard.
"""

from __future__ import annotations

import json
import sys
import warnings

import autograd.numpy as np
from autograd_gamma import gammainccln
from lifelines.fitters import ParametricUnivariateFitter
from lifelines.fitters.mixture_cure_fitter import MixtureCureFitter


class Gamma(ParametricUnivariateFitter):
    """Shape and scale of the time of those who will sign."""

    _fitted_parameter_names = ["shape_", "scale_"]  # noqa: RUF012

    def _cumulative_hazard(self, params, times):
        shape, scale = params
        return -gammainccln(shape, times / scale)

    def _create_initial_point(self, Ts, E, *args):
        return np.array([3.0, 1.0])


def main() -> None:
    warnings.simplefilter("ignore")
    told = []
    for deals in json.load(sys.stdin):
        times = [*deals["won"], *deals["open"]]
        signed = [1] * len(deals["won"]) + [0] * len(deals["open"])
        found = MixtureCureFitter(base_fitter=Gamma()).fit(times, signed)
        told.append(
            {"conversion": 1 - found.cured_fraction_, "cycle": found.shape_ * found.scale_}
        )
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
