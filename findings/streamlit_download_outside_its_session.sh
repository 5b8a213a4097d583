#!/bin/sh
# Packages: PyPI streamlit 1.67.0.
#
# Expected: a download_button whose data is a function runs it in the session whose button was
# pressed: st.session_state in it is that session's, as in any callback.
# Happens: it runs without a session. st.session_state there is an empty stand-in, and nothing is
# raised or logged: what the page put into its own is missing.
#
# Why it matters: a file made on demand from what the reader has on screen comes out as of an empty
# page.
# What to do: hand the function what it needs when the button is drawn (a closure over values), and
# ask nothing of st.session_state in it.
set -eu
here=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check streamlit==1.67.0 websockets
cat >"$here/app.py" <<'PY'
import streamlit as st

st.session_state.setdefault("mine", st.query_params["who"])


def made() -> bytes:
    return st.session_state.get("mine", "nothing").encode()


st.text(f"the page itself: {made().decode()}")
st.download_button("Take", made, "file.txt", on_click="ignore")
PY
cat >"$here/tab.py" <<'PY'
import sys
import urllib.request

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

address = sys.argv[1]


def taken(who: str) -> str:
    """What a new session is given by its button."""
    with connect(f"ws://{address}/_stcore/stream", subprotocols=["streamlit"]) as socket:

        def heard():
            while True:
                message = ForwardMsg()
                message.ParseFromString(socket.recv(60))
                yield message

        run = BackMsg()
        run.rerun_script.query_string = f"who={who}"
        socket.send(run.SerializeToString())
        session = file = ""
        for message in heard():
            if message.HasField("new_session"):
                session = message.new_session.initialize.session_id
            if message.HasField("delta") and message.delta.new_element.HasField("download_button"):
                file = message.delta.new_element.download_button.deferred_file_id
            if message.HasField("delta") and message.delta.new_element.HasField("text"):
                print(message.delta.new_element.text.body)
            if message.HasField("script_finished"):
                break
        ask = BackMsg(backend_operation_request={
            "request_id": "1", "session_id": session, "deferred_file": {"file_id": file}})
        socket.send(ask.SerializeToString())
        answer = next(m for m in heard() if m.HasField("backend_operation_response"))
        url = answer.backend_operation_response.deferred_file.url
        with urllib.request.urlopen(f"http://{address}{url}") as sent:
            return sent.read().decode()


print(f"the file: {taken('ana')}")
PY
port=$("$here/venv/bin/python" -c "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])")
(cd "$here" && exec venv/bin/python -m streamlit run app.py --server.headless true --server.address 127.0.0.1 \
    --server.port "$port" --browser.gatherUsageStats false >"$here/log" 2>&1) &
server=$!
for _ in $(seq 60); do
    "$here/venv/bin/python" -c "import urllib.request as r; r.urlopen('http://127.0.0.1:$port/_stcore/health')" 2>/dev/null && break
    sleep 1
done
seen=$("$here/venv/bin/python" "$here/tab.py" "127.0.0.1:$port")
echo "$seen"
stated="the page itself: ana
the file: nothing"
[ "$seen" = "$stated" ] || { echo "CHANGED: the function runs in its session now, or otherwise."; exit 1; }
echo "As stated: the function does not find what the page put into the session."
