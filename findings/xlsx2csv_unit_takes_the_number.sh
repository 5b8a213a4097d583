#!/bin/sh
# Packages: PyPI xlsx2csv 0.8.6, with a workbook of openpyxl 3.1.5.
#
# Expected: a cell of 1234.56 comes as 1234.56, or as it is shown: 1,234.56 USD.
# Happens: where the number format holds a unit in quotation marks that has a d, m, y, h or s in
# it, the format is taken for that of a date: it is written in the place of the number, its letters
# replaced by parts of a day. 1234.56 as #,##0.00 "USD" comes as #,##0.00 "us18", 45 as
# 0 "days" as 0 "13ays", 7.5 as 0.0" h" as 0.0" 12". No number is left, and no error is told.
# Units without these letters, the euro sign say, and currencies in brackets come as numbers.
#
# Why it matters: amounts in a currency, hours and days to pay are written this way in cost sheets.
# What to do: read the workbook itself, or give such columns a plain format before converting.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check xlsx2csv==0.8.6 openpyxl==3.1.5
cd "$here"
"$here/venv/bin/python" - <<'PY'
import csv
import io
import sys

import openpyxl
import xlsx2csv

CELLS = (
    (1234.56, '#,##0.00 "USD"'), (45, '0 "days"'), (7.5, '0.0" h"'),
    (1234.56, '#,##0.00 "€"'), (1234.56, "#,##0.00 [$USD]"),
)
book = openpyxl.Workbook()
for value, shown in CELLS:
    book.active.append([value])
    book.active.cell(book.active.max_row, 1).number_format = shown
book.save("t.xlsx")
out = io.StringIO()
xlsx2csv.Xlsx2csv("t.xlsx").convert(out)
found = [row[0] for row in csv.reader(io.StringIO(out.getvalue()))]
for (value, shown), text in zip(CELLS, found, strict=True):
    print(f"{value} as {shown}:  {text}")
if found != ['#,##0.00 "us18"', '0 "13ays"', '0.0" 12"', "1234.56", "1234.56"]:
    sys.exit("CHANGED: a unit in the format no longer takes the number's place.")
print("As stated: the format stands where the number was.")
PY
