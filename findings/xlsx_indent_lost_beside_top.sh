#!/bin/sh
# Package: PyPI XlsxWriter 3.3.1 (writes .xlsx).
#
# Expected: a format with an indent and `valign: top` is indented, as one with an indent alone is, or
# one with `valign: vcenter`: both are made left-aligned by the library, since a spreadsheet indents
# no cell whose side is not said.
# Happens: beside `top` (or `vjustify`) the file says an indent and no side, so that the cell stays
# "general", and LibreOffice 7.4 draws no indent: the text touches the cell before it.
#
# What to do: say `align: left` wherever an indent is.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check XlsxWriter==3.3.1
"$here/venv/bin/python" - <<'PY'
import io
import re
import sys
import zipfile

import xlsxwriter

LOOKS = ({"indent": 1}, {"indent": 1, "valign": "vcenter"}, {"indent": 1, "valign": "top"},
         {"indent": 1, "valign": "top", "align": "left"})
found = []
for look in LOOKS:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet().write_string(0, 0, "hours", book.add_format(look))
    styles = zipfile.ZipFile(stream).read("xl/styles.xml").decode()
    found.append(dict(re.findall(r'(\w+)="(\w+)"', re.search("<alignment[^>]*>", styles)[0])))
    print(look, "->", found[-1])
sides = [one.get("horizontal") for one in found]
if sides != ["left", "left", None, "left"] or found[2].get("indent") != "1":
    sys.exit("CHANGED: an indent beside valign top has a side.")
print("As stated: beside `top` alone the indent has no side.")
PY
