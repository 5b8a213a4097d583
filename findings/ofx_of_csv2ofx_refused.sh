#!/bin/sh
# Packages: PyPI csv2ofx 0.34.2 (makes OFX of a CSV), ofxtools 1.1.1 and ofxparse 0.21 (read OFX).
#
# Expected: the OFX that the one writes, the others read.
# Happens: csv2ofx leaves out the first line of the header (OFXHEADER:100) and begins with DATA; both
# readers raise errors about the header, of which one is an IndexError without a word.
#
# Why it matters: people convert a bank's CSV for want of an OFX, and bring what comes out.
# What to do: know OFX by its element <OFX> after whatever lines, not by the first of its header.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check csv2ofx==0.34.2 ofxtools==1.1.1 ofxparse==0.21
cd "$here"
cat >t.csv <<'CSV'
Date,Amount,Payee,Notes,Field,Check Number,Account,Category
2024-01-15,-1200.50,HubSpot,,,,Main,
2024-02-16,-45.90,Cafe,,,,Main,
CSV
venv/bin/csv2ofx t.csv t.ofx
venv/bin/python - <<'PY'
import sys

import ofxparse
from ofxtools.Parser import OFXTree

begins = open("t.ofx").readline().strip()
print("begins with", begins)
said = []
for name, read in (("ofxtools", lambda file: OFXTree().parse(file)),
                   ("ofxparse", ofxparse.OfxParser.parse)):
    try:
        with open("t.ofx", "rb") as file:
            read(file)
        said.append((name, None))
    except Exception as error:
        said.append((name, type(error).__name__))
print(said)
if begins != "DATA:OFXSGML" or said != [("ofxtools", "OFXHeaderError"), ("ofxparse", "IndexError")]:
    sys.exit("CHANGED: the header is whole, or a reader takes it as it is.")
print("As stated: what csv2ofx writes, neither reads.")
PY
