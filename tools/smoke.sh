#!/usr/bin/env bash
# Starts the app as the README says (`make run`), waits until it answers, ends it.
set -uo pipefail
cd "$(dirname "$0")/.."
make --no-print-directory .venv/.app || exit 1

port=$(.venv/bin/python -c '
import socket
with socket.socket() as s:
    s.bind(("localhost", 0))
    print(s.getsockname()[1])')
mkdir -p build
set -m # its own process group, so that ending it ends the server too
make --no-print-directory run ARGS="--server.headless true --server.port $port" \
    >build/run.log 2>&1 &
app=$!
trap 'kill -- -$app 2>/dev/null; wait 2>/dev/null' EXIT

.venv/bin/python - "$port" <<'PY' || { cat build/run.log; exit 1; }
import sys, time, urllib.request
for _ in range(120):
    try:
        with urllib.request.urlopen(f"http://localhost:{sys.argv[1]}/_stcore/health") as answer:
            print("the app answers:", answer.read().decode())
            sys.exit(0)
    except OSError:
        time.sleep(0.5)
sys.exit("the app did not answer within a minute")
PY
