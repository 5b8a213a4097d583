#!/bin/sh
# Packages: npm xlsx 0.18.5 (SheetJS, writes the file); PyPI python-calamine 0.9.1 and pyxlsb 1.0.10
# (read it).
#
# Expected: a table of two rows and three columns, saved as .xlsb, comes back with three columns.
# Happens: both readers give back the first cell of each row (pyxlsb not even that, where it is a
# text) and nothing of the others: no error, no warning. SheetJS reads its own file whole.
# Why: the format has a short form of cell, without a column number ("the one after the last").
# Excel writes the long form, SheetJS the short one, which many web applications export with; both
# readers pass over the cells that they do not know.
#
# What to do: before trusting a reader with an .xlsb, walk the records of the sheet and refuse it,
# with a sentence, where records 12 to 18 stand in it; or ask for .xlsx.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check python-calamine==0.9.1 pyxlsb==1.0.10
cd "$here"
npm install --silent --no-audit --no-fund xlsx@0.18.5 >"$here/npm.log" 2>&1 || { cat npm.log; exit 2; }
node -e '
const X = require("xlsx");
const sheet = X.utils.aoa_to_sheet([["Mois", "Canal", "Montant"], [1, "Salon", 1200.5]]);
const book = X.utils.book_new();
X.utils.book_append_sheet(book, sheet, "Depenses");
X.writeFile(book, "t.xlsb", { bookType: "xlsb" });
const again = X.readFile("t.xlsb");
console.log("SheetJS   " + JSON.stringify(X.utils.sheet_to_json(again.Sheets.Depenses, { header: 1 })));
' >own.txt
cat own.txt
"$here/venv/bin/python" - <<'PY'
import sys

import pyxlsb
import python_calamine

calamine = python_calamine.load_workbook("t.xlsb").get_sheet_by_index(0).to_python()
with pyxlsb.open_workbook("t.xlsb") as book:
    other = [[cell.v for cell in row] for row in book.get_sheet(1).rows()]
print("calamine ", calamine)
print("pyxlsb   ", other)
whole = '[["Mois","Canal","Montant"],[1,"Salon",1200.5]]' in open("own.txt").read()
lost = calamine == [["Mois"], [1]] and other == [[None] * 3, [1.0, None, None]]
if not (whole and lost):
    sys.exit("CHANGED: the columns after the first are no longer lost in both readers.")
print("As stated: only the first column came back, without an error.")
PY
