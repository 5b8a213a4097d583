#!/bin/sh
# Installs what looks for known holes and lists all parts, in .venv/audit: it brings a pip of its own.
set -eu
cd "$(dirname "$0")/.."
[ -x .venv/audit/bin/python ] || .venv/bin/python -m venv .venv/audit
.venv/audit/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-compile \
    --no-deps --require-hashes -r pins/audit.txt || {
    echo "The tools of make audit could not be installed (pip says why above)." >&2
    exit 1
}
