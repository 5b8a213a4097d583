#!/bin/sh
# Packages: PyPI tablib 3.10.0 with odfpy 1.4.1 (.ods sheets of LibreOffice).
#
# Expected: a cell of an .ods carries its value, 1234.567, beside the text that is shown, "1235";
# the value is read, as it is of an .xlsx by the same library.
# Happens: the text is read. What is shown without decimals loses them in silence, so that the
# total is another; what is shown with a separator of thousands refuses the whole file by a
# ValueError; a percentage comes as the words "13%".
#
# Why it matters: costs are kept exact and shown rounded in nearly every budget sheet. What to do:
# read the attribute office:value, or let LibreOffice save the sheet as .xlsx first.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check tablib==3.10.0 odfpy==1.4.1 \
  openpyxl==3.1.5
cd "$here"
"$here/venv/bin/python" - <<'PY'
import sys

import openpyxl
import tablib
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

def as_ods(*cells):
    book, table = OpenDocumentSpreadsheet(), Table(name="Budget")
    for kind, value, shown in (("string", None, "amount"), *cells):
        row, told = TableRow(), {} if value is None else {"value": value}
        cell = TableCell(valuetype=kind, **told)
        cell.addElement(P(text=shown))
        row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save("t.ods")
    try:
        with open("t.ods", "rb") as file:
            return tablib.Dataset().load(file, "ods")["amount"]
    except ValueError as error:
        return str(error)

rounded = as_ods(*[("float", 1234.4, "1234")] * 5)
grouped, share = as_ods(("float", 1234.4, "1,234")), as_ods(("percentage", 0.125, "13%"))
sheet = openpyxl.Workbook()
for value in ("amount", *[1234.4] * 5):
    sheet.active.append([value])
sheet.save("t.xlsx")
with open("t.xlsx", "rb") as file:
    exact = tablib.Dataset().load(file, "xlsx")["amount"]
print("five of 1234.4:", sum(exact), "from .xlsx,", sum(rounded), "from .ods")
print("shown 1,234:", grouped, "| 12.5 % shown 13%:", share)
if sum(rounded) != 6170 or "1,234" not in str(grouped) or share != ["13%"]:
    sys.exit("CHANGED: the value is read now, or something else than the text that is shown.")
print("As stated: an .ods is read as it is shown.")
PY
