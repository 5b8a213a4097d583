#!/bin/sh
# Package: PyPI streamlit 1.67.0.
#
# Expected: a browser whose line is cut as a run of the script begins, and which is back at once, is
# told the rest of that run, or that it was stopped, so that the page keeps what it shows.
# Happens: the cut stops the run, and the browser that comes back is told that a run began and ended
# with success, without any element of it: what the page showed counts as gone, and it is empty.
#
# What to do: ask for a run whenever the line is back, by a message that needs no element of the page
# (RERUN_SCRIPT, the message for pages within others, with the page's own origin allowed).
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check streamlit==1.67.0 websockets==15.0.1
printf 'import time\nimport streamlit as st\ntime.sleep(1)\nst.write("shown")\n' > "$here/app.py"
cd "$here"
"$here/venv/bin/python" - <<'PY'
import subprocess
import sys
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

PORT = "18577"
RUN = BackMsg(rerun_script={"query_string": ""}).SerializeToString()
server = subprocess.Popen([sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", PORT,
                           "--server.headless", "true"], stdout=subprocess.DEVNULL)

def opened(*session):
    wanted = ["streamlit", "no-token", *session]
    return connect(f"ws://127.0.0.1:{PORT}/_stcore/stream", subprotocols=wanted)

def told(line):
    end = time.monotonic() + 3
    while (left := end - time.monotonic()) > 0:
        try:
            yield ForwardMsg.FromString(line.recv(timeout=left))
        except TimeoutError:
            return

try:
    time.sleep(6)
    line = opened()
    line.send(RUN)
    first = list(told(line))
    line.send(RUN)
    line.close()  # the run begins, and has drawn nothing yet
    time.sleep(1.5)
    again = list(told(opened(first[0].new_session.initialize.session_id)))
finally:
    server.terminate()
kinds = [one.WhichOneof("type") for one in again]
print("told when the line is back:", kinds)
if not {"new_session", "script_finished"} <= set(kinds) or "delta" in kinds:
    sys.exit("CHANGED: a run that was stopped no longer counts as one without elements.")
print("As stated: a run began and ended, and drew nothing.")
PY
