#!/bin/sh
# Makes sure that there is PostgreSQL: the tests and `make serve` start a server of their own.
set -eu
cd "$(dirname "$0")/.."
. tools/apt.sh

missing() {
    ! command -v initdb >/dev/null 2>&1 && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}
if missing; then
    apt_install postgresql || true
fi
missing || exit 0
echo "PostgreSQL is needed, and it could not be installed. Install it (Debian: apt-get install" \
    "postgresql). Everything but its tests: .venv/bin/python -m pytest -m 'not postgres'" >&2
exit 1
