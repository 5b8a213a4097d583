#!/bin/sh
# Package: PyPI lifelines 0.30.3 (Aalen-Johansen: the share that has met one of
# several ends by an age, such as deals won while others are lost).
#
# Expected: confidence_interval_ has a column …_upper_0.95 above the curve and …_lower_0.95 below, as
# that of KaplanMeierFitter has, and ci_labels name [lower, upper], as the docstring says.
# Happens, without a warning: the column called upper holds the lower bound and that called lower the
# upper one, at every age; names of one's own are put on rightly. The curve itself is right.
#
# Why it matters: whoever takes the upper bound of what is won or fails by its name has the lower
# one: "at most 10 %" where it is 20. What to do: give ci_labels, or take the smaller and the larger
# of both columns, or the public variance_.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check lifelines==0.30.3 numpy==2.4.6 \
    scipy==1.17.1 pandas==2.3.3
"$here/venv/bin/python" - <<'PY'
import sys

import numpy as np
from lifelines import AalenJohansenFitter, KaplanMeierFitter

rng = np.random.default_rng(1)
end, today = rng.exponential(5, 200), rng.uniform(0, 12, 200)
what = np.where(end < today, rng.choice([1, 2], 200), 0)  # 1 won, 2 lost, 0 open still
time = np.minimum(end, today)

fitted = AalenJohansenFitter().fit(time, what, event_of_interest=1)
known = fitted.cumulative_density_.iloc[:, 0].between(1e-9, 1)
curve = fitted.cumulative_density_.loc[known].iloc[:, 0]
bounds = fitted.confidence_interval_[known]
upper, lower = bounds["AJ_estimate_upper_0.95"], bounds["AJ_estimate_lower_0.95"]
print("age      upper  curve  lower")
for at in (10, 60, 120):
    print(f"{curve.index[at]:5.2f}    {upper.iloc[at]:.3f}  {curve.iloc[at]:.3f}  {lower.iloc[at]:.3f}")
own = AalenJohansenFitter().fit(time, what, event_of_interest=1, ci_labels=["low", "high"])
own = own.confidence_interval_[known]

by_hand, left = [], 1.0  # the textbook: chance to be left, times the share that ends this way now
for at, now in enumerate(what[np.argsort(time)]):
    by_hand.append((by_hand[-1] if by_hand else 0.0) + left * (now == 1) / (200 - at))
    left *= 1 - (now > 0) / (200 - at)
right = np.allclose(by_hand, fitted.cumulative_density_.iloc[1:, 0])

meier = KaplanMeierFitter().fit(time, what > 0).confidence_interval_
as_named = (meier["KM_estimate_upper_0.95"] >= meier["KM_estimate_lower_0.95"]).all()
swapped = (upper < curve).all() and (lower > curve).all()
if not (right and as_named and swapped and (own["low"] < own["high"]).all()):
    sys.exit("CHANGED: the bounds are called what they are now, or something else differs.")
print("As stated: upper lies below the curve, lower above it, at every age.")
PY
