#!/bin/sh
# Installs what leads inputs by coverage (make fuzz) in .venv/fuzz: beside the packages, not among them.
set -eu
cd "$(dirname "$0")/.."
rm -rf .venv/fuzz
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-compile \
    --no-deps --require-hashes --target .venv/fuzz -r pins/fuzz.txt || {
    echo "The tool of make fuzz could not be installed (pip says why above)." >&2
    exit 1
}
