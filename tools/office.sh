#!/bin/sh
# Makes sure that the tests have LibreOffice, which recalculates and prints what we export, and
# gnumeric, a second program that recalculates it.
set -eu
cd "$(dirname "$0")/.."
. tools/apt.sh

missing() {
    ! command -v soffice >/dev/null 2>&1 || ! command -v ssconvert >/dev/null 2>&1
}
if missing; then
    apt_install libreoffice-calc libreoffice-impress gnumeric || true
fi
missing || exit 0
echo "The tests need LibreOffice and gnumeric, and they could not be installed. Install them" \
    "(Debian: apt-get install libreoffice-calc libreoffice-impress gnumeric). Everything but their" \
    "tests and those of the browser: .venv/bin/python -m pytest -m 'not browser and not office'" >&2
exit 1
