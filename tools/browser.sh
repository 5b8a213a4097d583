#!/bin/sh
# Makes sure that the tests have a browser: a Chromium that starts, and its path in .venv/.browser.
set -eu
cd "$(dirname "$0")/.."
. tools/apt.sh
python=.venv/bin/python

found() {
    $python -m tools.browser >.venv/.browser.new 2>/dev/null && mv .venv/.browser.new .venv/.browser
}

# Playwright's driver asks for one library that a minimal Debian lacks.
if ! $python -m playwright --version >/dev/null 2>&1; then
    apt_install libatomic1 && $python -m playwright --version >/dev/null 2>&1 || {
        echo "Playwright, which drives the browser in the tests, does not start:" >&2
        $python -m playwright --version >&2 || true
        echo "Install what it misses (Debian: apt-get install libatomic1), then run the same" \
            "command again. Everything but the browser tests: make test-quick" >&2
        exit 1
    }
fi

found && exit
if apt_install chromium; then
    found && exit
fi
# Playwright's own needs no rights of root, but brings none of the libraries it asks of the system.
echo "Downloading Playwright's own Chromium."
if $python -m playwright install chromium && found; then
    exit
fi
rm -f .venv/.browser.new
echo "The tests need Chromium or Chrome, and none could be installed. Install one" \
    "(Debian: apt-get install chromium) or name one (make test CHROMIUM=/path/to/chrome)." \
    "Everything but the browser tests: make test-quick" >&2
exit 1
