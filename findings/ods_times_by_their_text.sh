#!/bin/sh
# Packages: PyPI pandas 2.3.3 with odfpy 1.4.1 (.ods sheets of LibreOffice).
#
# Expected: a cell of time in an .ods carries its value (PT8M30S) beside the text that is shown;
# the value is read, as it is for numbers and dates.
# Happens: read_excel(engine="odf") reads the text that is shown, as a time of day: 8 minutes 30
# seconds, shown 08:30, become half past eight; 25 hours and a half, shown 25:30:00, raise
# DateParseError for the whole sheet.
#
# Why it matters: hours worked and lengths of calls, the costs of people in a sheet. What to do:
# read the attribute office:time-value oneself (python-calamine hands it on as text, PT25H30M00S).
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check pandas==2.3.3 odfpy==1.4.1
cd "$here"
"$here/venv/bin/python" - <<'PY'
import datetime
import sys

import pandas
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

def read(value, shown):
    book = OpenDocumentSpreadsheet()
    table, row = Table(name="Heures"), TableRow()
    cell = TableCell(valuetype="time", timevalue=value)
    cell.addElement(P(text=shown))
    row.addElement(cell)
    table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save("t.ods")
    try:
        return pandas.read_excel("t.ods", engine="odf", header=None).iloc[0, 0]
    except ValueError as error:
        return f"{type(error).__name__}: {error}"

short, long = read("PT00H08M30S", "08:30"), read("PT25H30M00S", "25:30:00")
print("8 min 30 s shown 08:30:   ", repr(short))
print("25 h 30 min shown 25:30:00:", repr(long))
if short != datetime.time(8, 30) or "DateParseError" not in str(long):
    sys.exit("CHANGED: times are no longer read from the text that is shown.")
print("As stated: the text is read, not the value.")
PY
