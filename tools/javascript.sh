#!/bin/sh
# Installs what Node.js runs for checks and tests, pinned in ui/browser, into .venv/javascript.
set -eu
cd "$(dirname "$0")/.."
mkdir -p .venv/javascript
cp ui/browser/package.json ui/browser/package-lock.json .venv/javascript/
.venv/bin/npm ci --prefix .venv/javascript --ignore-scripts --no-audit --no-fund --silent || {
    echo "What Node.js runs could not be installed. Is there a network, or a registry" \
        "that npm is set up for? Then run the same command again." >&2
    exit 1
}
