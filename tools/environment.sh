#!/bin/sh
# Builds .venv from the pinned files of pins/.
#   sh tools/environment.sh        what the app needs
#   sh tools/environment.sh dev    what tests and checks need, too
#   sh tools/environment.sh docs   what the site of docs/ needs, too
#   sh tools/environment.sh nightly   what numbers are held against (make nightly), too
# PYTHON=/path/to/python chooses the interpreter (3.11 or later).
set -eu
cd "$(dirname "$0")/.."
. tools/apt.sh

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:-} python3.11 python3 python3.12 python3.13 python3.14 python; do
        if new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# A checkout that was moved or a Python that was upgraded leaves an environment that cannot start.
if [ -d .venv ] && ! { new_enough .venv/bin/python && .venv/bin/python -m pip --version; } \
    >/dev/null 2>&1; then
    echo "The environment in .venv does not start any more: building it again."
    rm -rf .venv
fi

if [ ! -d .venv ]; then
    python=$(find_python) || {
        echo "Python 3.11 or later was not found. Install it (Debian: apt-get install python3)," \
            "or name one: make run PYTHON=/path/to/python3.11" >&2
        exit 1
    }
    # Debian ships Python without the two modules that make an environment.
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        apt_install "$version-venv" && "$python" -c 'import ensurepip, venv' || {
            echo "$python cannot make a virtual environment: its modules venv and ensurepip" \
                "are missing. Install them (Debian, Ubuntu: apt-get install $version-venv)," \
                "then run the same command again." >&2
            exit 1
        }
    fi
    echo "Building .venv with $python; this takes about a minute the first time."
    "$python" -m venv .venv
fi

# Each file that is installed has a hash that is known (tools/pins.py), so nothing is resolved anew.
# Python compiles a module where it is first imported; here all would be, for half a minute.
wanted="-r pins/app.txt"
if [ -n "${1:-}" ]; then
    wanted="$wanted -r pins/$1.txt"
fi
install=".venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-compile --no-deps"
# shellcheck disable=SC2086 # words, not one
{ $install --require-hashes $wanted && $install --no-build-isolation -e .; } || {
    echo "The packages could not be installed (pip says why above). Is there a network," \
        "or an index that pip is set up for? Then run the same command again." >&2
    exit 1
}
