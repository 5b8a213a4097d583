#!/usr/bin/env bash
# Starts the app as the README says (`make run`), waits until it answers, ends it.
set -uo pipefail
cd "$(dirname "$0")/.."
make --no-print-directory .venv/.app || exit 1

port=$(.venv/bin/python -c 'from tools.server import free_port; print(free_port())')
mkdir -p build
set -m # its own process group, so that ending it ends the server too
make --no-print-directory run ARGS="--server.headless true --server.port $port" \
    >build/run.log 2>&1 &
app=$!
trap 'kill -- -$app 2>/dev/null; wait 2>/dev/null' EXIT

.venv/bin/python - "$port" <<'PY' || { cat build/run.log; exit 1; }
import sys, time
from tools.server import STARTS_WITHIN, answers
give_up = time.monotonic() + STARTS_WITHIN
while not answers(f"http://localhost:{sys.argv[1]}"):
    if time.monotonic() > give_up:
        sys.exit(f"the app did not answer within {STARTS_WITHIN:.0f} seconds")
    time.sleep(0.2)
print("the app answers")
PY
