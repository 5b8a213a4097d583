#!/bin/sh
# Package: PyPI bai2 0.15.0 (BAI2, the statement of American banks).
#
# Expected: a transmission that holds two files (01 to 99), one below the other, as a bank writes two
# days, gives the movements of both, or an error.
# Happens: only the first file is read, and the check of counts and totals finds nothing wrong:
# half of the spending is missing without a word.
#
# What to do: part the text at each record 01 and read the parts one by one.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check bai2==0.15.0
"$here/venv/bin/python" - <<'PY'
import sys

from bai2 import bai2

def file(day, number, reference, words):
    return (f"01,BANK,CLIENT,{day},0600,{number},,,2/\n02,CLIENT,BANK,1,{day},,USD,2/\n"
            f"03,123,USD,010,10000,,,015,5410,,/\n16,475,4590,,{reference},,{words}/\n"
            "49,20000,3/\n98,20000,1,5/\n99,20000,1,7/\n")

both = file("240304", 1, "R1", "HUBSPOT") + file("240305", 2, "R2", "TRADE FAIR")
read = bai2.parse_from_string(both, check_integrity=True)
words = [movement.text for group in read.children for account in group.children
         for movement in account.children]
print("two files with a movement each; read:", words)
if words != ["HUBSPOT"]:
    sys.exit("CHANGED: it is no longer the first file alone that is read.")
print("As stated: the second file is lost, its sums checked or not.")
PY
