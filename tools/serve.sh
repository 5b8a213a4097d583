#!/bin/sh
# Makes sure that `make serve` has what it starts: PostgreSQL and Caddy.
set -eu
cd "$(dirname "$0")/.."
. tools/apt.sh
sh tools/postgres.sh

if ! command -v caddy >/dev/null 2>&1 && apt_install caddy; then
    # Debian's package starts a server of its own at once, on every interface.
    if command -v systemctl >/dev/null 2>&1 && [ -d /run/systemd/system ]; then
        ${as_root:-} systemctl disable --now caddy >/dev/null 2>&1 || true
    fi
fi
command -v caddy >/dev/null 2>&1 && exit 0
echo "make serve needs Caddy, and it could not be installed. Install it (Debian: apt-get install" \
    "caddy) and run the same command again. The app alone: make run" >&2
exit 1
