#!/bin/sh
# Installs what changes lines (tools/mutate.py), in .venv/mutants: packages that nothing else needs.
set -eu
cd "$(dirname "$0")/.."
[ -x .venv/mutants/bin/python ] || .venv/bin/python -m venv .venv/mutants
.venv/mutants/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-compile \
    --no-deps --require-hashes -r pins/mutants.txt || {
    echo "The tools of make mutants could not be installed (pip says why above)." >&2
    exit 1
}
