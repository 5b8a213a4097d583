#!/bin/sh
# Packages: npm xlsx 0.18.5 (SheetJS, writes the file); PyPI python-calamine 0.9.1 and xlrd 2.0.2
# (read it).
#
# Expected: a day formatted dd/mm/yyyy and saved as .xls comes back as a date, as it does from the
# same table saved as .xlsx.
# Happens: calamine gives the bare number 45293.0 for the first three custom formats of the workbook,
# dates for the fourth to the seventh, and numbers again for the next ones: the same format is a date
# or a number depending on how many formats came before it. xlrd calls all of them dates.
# Why: SheetJS numbers its formats 60, 61, 62 ... where the specification keeps 63 to 66 and those
# from 164 on for formats of one's own, and calamine looks at these alone.
#
# What to do: a column of .xls numbers between about 25,000 and 60,000 under a heading that says
# "date" is to be asked about, never taken for amounts; reading the formats through xlrd settles it.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check python-calamine==0.9.1 xlrd==2.0.2
cd "$here"
npm install --silent --no-audit --no-fund xlsx@0.18.5 >"$here/npm.log" 2>&1 || { cat npm.log; exit 2; }
node -e '
const X = require("xlsx");
const formats = ["dd/mm/yyyy", "dd.mm.yyyy", "d mmm yyyy", "yyyy-mm-dd", "mm/yyyy",
                 "d-m-yyyy", "dd/mm/yy", "yyyy/mm/dd", "mmmm yyyy"];
const sheet = { "!ref": "A1:A9" };
formats.forEach((z, i) => { sheet["A" + (i + 1)] = { t: "n", v: 45293, z }; });
for (const bookType of ["xls", "xlsx"])
  X.writeFile({ SheetNames: ["a"], Sheets: { a: sheet } }, "t." + bookType, { bookType });
'
"$here/venv/bin/python" - <<'PY'
import datetime
import sys

import python_calamine
import xlrd

def kinds(path):
    rows = python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()
    return ["date" if isinstance(row[0], datetime.date) else "number" for row in rows]

sheet = xlrd.open_workbook("t.xls").sheet_by_index(0)
other = ["date" if sheet.cell_type(row, 0) == xlrd.XL_CELL_DATE else "number" for row in range(9)]
print("calamine .xlsx", kinds("t.xlsx"))
print("calamine .xls ", kinds("t.xls"))
print("xlrd     .xls ", other)
stated = ["number"] * 3 + ["date"] * 4 + ["number"] * 2
if kinds("t.xls") != stated or kinds("t.xlsx") != ["date"] * 9 or other != ["date"] * 9:
    sys.exit("CHANGED: calamine no longer reads just the fourth to seventh format as dates.")
print("As stated: five of nine dates came as numbers.")
PY
