#!/bin/sh
# Packages: PyPI python-calamine 0.9.1 (reads), odfpy 1.4.1 with pandas 2.3.3 (read the same file).
#
# Expected: white space between the cells of an .ods means nothing, as its XML says; a sheet with a
# line break after each tag reads as one without.
# Happens: line breaks between rows are fine; one between two cells of a row, and calamine raises
# "Expecting 'table-cell', found 'Text...'" for the whole sheet. pandas with odfpy reads it.
# SheetJS (npm xlsx) writes so, and any tool that indents its XML; LibreOffice does not.
#
# What to do: drop the blank texts between the cells before the reader sees the file (never those
# inside text:p), or read .ods with another library.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check \
    python-calamine==0.9.1 odfpy==1.4.1 pandas==2.3.3
cd "$here"
"$here/venv/bin/python" - <<'PY'
import sys
import zipfile

import pandas
import python_calamine
URN = "urn:oasis:names:tc:opendocument:xmlns"
MIME = "application/vnd.oasis.opendocument.spreadsheet"

CELL = '<table:table-cell office:value-type="{}"><text:p>{}</text:p></table:table-cell>'

def write(path, between_rows, between_cells):
    cells = [CELL.format("string", "Salon"), CELL.format('float" office:value="12.5', "12,5")]
    row = f"<table:table-row>{between_cells}{between_cells.join(cells)}{between_cells}</table:table-row>"
    names = " ".join(f'xmlns:{n}="{URN}:{n}:1.0"' for n in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{URN}:manifest:1.0"><m:file-'
            f'entry m:full-path="/" m:media-type="{MIME}"/><m:file-entry m:full-path="content.xml" '
            'm:media-type="text/xml"/></m:manifest>')
        archive.writestr("content.xml", f'<office:document-content {names} office:version="1.2">'
            f'<office:body><office:spreadsheet><table:table table:name="F">{between_rows}{row}'
            "</table:table></office:spreadsheet></office:body></office:document-content>")
def calamine(path):
    try:
        return python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()
    except python_calamine.CalamineError as error:
        return str(error)

seen = {}
for name, breaks in {"none": ("", ""), "rows": ("\n", ""), "cells": ("\n", "\n ")}.items():
    write(f"{name}.ods", *breaks)
    other = pandas.read_excel(f"{name}.ods", engine="odf", header=None).values.tolist()
    seen[name] = calamine(f"{name}.ods"), other
    print(f"breaks between {name}: calamine {seen[name][0]} | odfpy {other}")
good = [["Salon", 12.5]]
if seen["none"] != (good, good) or seen["rows"] != (good, good) or seen["cells"][1] != good:
    sys.exit("CHANGED: a file without line breaks between cells is no longer read.")
if "Expecting 'table-cell', found 'Text" not in str(seen["cells"][0]):
    sys.exit("CHANGED: calamine no longer refuses line breaks between cells.")
print("As stated: one line break between two cells makes the sheet unreadable for calamine.")
PY
