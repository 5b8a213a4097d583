#!/bin/sh
# Package: PyPI duckdb 2.0.1 (SQL over files and tables).
#
# Expected: the median of 1.10 and 2.25 is 1.675, as avg says of the same two, or 1.68 where two decimals
# are kept.
# Happens: median and quantile_cont of DECIMAL values keep the decimals of the column and cut the rest
# off towards nought: 1.67. Of a DECIMAL(9,0), as whole numbers come from other databases, the median
# of 4 and 5 is 4, and the ninth tenth of 1, 2, 4, 7 is 6; as INTEGER they are 4.5 and 6.1.
#
# Why it matters: the median months to a deal, or headcount, is half a unit short wherever two values
# an odd number apart stand in the middle, never too long. What to do: cast to DOUBLE before.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check duckdb==2.0.1
"$here/venv/bin/python" - <<'PY'
import sys

import duckdb

def asked(of, kind, *values):
    rows = ", ".join(f"({value}::{kind})" for value in values)
    return float(duckdb.sql(f"select {of} from (values {rows}) t(v)").fetchall()[0][0])

ASKED = (
    ("median(v)", "decimal(9,2)", 1.10, 2.25), ("avg(v)", "decimal(9,2)", 1.10, 2.25),
    ("median(v)", "decimal(9,2)", -1.10, -2.25), ("median(v)", "decimal(9,0)", 4, 5),
    ("median(v)", "integer", 4, 5), ("quantile_cont(v, 0.9)", "decimal(9,0)", 1, 2, 4, 7),
    ("quantile_cont(v, 0.9)", "integer", 1, 2, 4, 7), ("median(v)", "double", 1.10, 2.25),
)
seen = [round(asked(*question), 6) for question in ASKED]
for (of, kind, *values), found in zip(ASKED, seen):
    print(f"{of:22} of {kind:13} {values}: {found}")
if seen != [1.67, 1.675, -1.67, 4.0, 4.5, 6.0, 6.1, 1.675]:
    sys.exit("CHANGED: a median of decimals is no longer cut off.")
print("As stated: the median of 4 and 5 is 4 where they are DECIMAL(9,0).")
PY
