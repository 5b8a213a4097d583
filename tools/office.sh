#!/bin/sh
# Makes sure that the tests have LibreOffice, which recalculates and prints what we export.
set -eu
cd "$(dirname "$0")/.."
. tools/apt.sh

if ! command -v soffice >/dev/null 2>&1; then
    apt_install libreoffice-calc libreoffice-impress || true
fi
command -v soffice >/dev/null 2>&1 && exit
echo "The tests need LibreOffice, and it could not be installed. Install it" \
    "(Debian: apt-get install libreoffice-calc libreoffice-impress). Everything but its tests:" \
    "make test ARGS=\"-m 'not office'\"" >&2
exit 1
