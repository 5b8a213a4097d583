#!/bin/sh
# Package: PyPI SALib 1.6.0 (Sobol' indices: which input matters how much), with SALib 1.5.2 beside.
#
# Expected: where the model has no answer for one draw, NaN, the indices are NaN, or an error says so;
# 1.5.2 gives NaN for all of them.
# Happens: of 1536 answers one is NaN, and every index is 0.0, with a confidence of 0.0, and no warning:
# the very answer of a model in which nothing matters. An infinite answer does the same.
#
# Why it matters: a rate of return does not exist for some draws, a payback time is infinite; "no input
# matters, and we are sure" is what the chart then shows. What to do: ask np.isfinite(Y).all() before,
# and take another metric, or another range, where it is not.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cat > "$here/look.py" <<'PY'
import json
import sys
import warnings

import numpy as np
from SALib.analyze import sobol
from SALib.sample import sobol as draw

two = {"num_vars": 2, "names": ["price", "rate"], "bounds": [[0, 1], [0, 1]]}
x = draw.sample(two, 256, seed=1)
told, found = [], {}
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    for one in (0.5, np.nan, np.inf):
        y = 10 * x[:, 0] + x[:, 1]
        y[7] = one
        answer = sobol.analyze(two, y, seed=1)
        found[str(one)] = [[float(f"{i:.3f}") for i in answer[of]] for of in ("S1", "ST", "ST_conf")]
print(json.dumps({"draws": len(x), "warnings": len(told), **found}))
PY
for version in 1.5.2 1.6.0; do
    python3 -m venv "$here/$version"
    "$here/$version/bin/pip" install -q --disable-pip-version-check "SALib==$version" \
        numpy==2.4.6 scipy==1.17.1 pandas==2.3.3
    MPLBACKEND=Agg "$here/$version/bin/python" -W ignore "$here/look.py" > "$here/$version.json"
done
python3 - "$here" <<'PY'
import json
import math
import sys
from pathlib import Path

before, now = (json.loads((Path(sys.argv[1]) / f"{v}.json").read_text()) for v in ("1.5.2", "1.6.0"))
for version, found in (("1.5.2", before), ("1.6.0", now)):
    for one in ("0.5", "nan", "inf"):
        print(f"{version}, one answer of {found['draws']} is {one}: S1, ST and ST_conf {found[one]}")
flat = [value for one in ("nan", "inf") for row in now[one] for value in row]
was = all(math.isnan(value) for row in before["nan"] for value in row)
if not (was and set(flat) == {0.0} and now["0.5"][1][0] > 0.9):
    sys.exit("CHANGED: one answer that is no number no longer makes every index nought.")
print("As stated: one NaN, and no input matters, with certainty.")
PY
