#!/bin/sh
# Package: PyPI typst 0.15.2 (the typesetter, its compiler inside the wheel).
#
# Expected: compile() takes the files of a document as a dict of names and bytes; a picture given
# so is as good as one on disk, whatever its kind.
# Happens: an SVG works; a PNG raises RuntimeError "file is not valid UTF-8", though the same bytes
# in a folder work. All bytes given in memory must be text.
#
# What to do: charts as SVG; a PNG inside an SVG as a data address, as we do with a logo, or through
# a folder that is removed again.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check typst==0.15.2
cd "$here"
"$here/venv/bin/python" - <<'PY'
import struct
import sys
import zlib
from pathlib import Path

import typst

def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

png = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
       + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))
svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'

def outcome(source):
    try:
        return "a PDF" if typst.compile(source).startswith(b"%PDF") else "something else"
    except RuntimeError as error:
        return f"{type(error).__name__}: {error}"

seen = {}
for name, content in {"a.svg": svg, "a.png": png}.items():
    main = f'#image("{name}")'
    Path(name).write_bytes(content)
    Path("main.typ").write_text(main)
    seen[name] = outcome({"main.typ": main.encode(), name: content}), outcome("main.typ")
    print(name, "| in memory:", seen[name][0], "| on disk:", seen[name][1])
if seen["a.svg"] != ("a PDF", "a PDF") or seen["a.png"][1] != "a PDF":
    sys.exit("CHANGED: what worked no longer does.")
if "file is not valid UTF-8" not in seen["a.png"][0]:
    sys.exit("CHANGED: a PNG in memory is no longer refused as text.")
print("As stated: a PNG works on disk alone.")
PY
