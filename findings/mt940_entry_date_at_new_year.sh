#!/bin/sh
# Packages: npm mt940js 1.3.5; beside it PyPI mt-940 5.1.1 (MT940, the SWIFT bank statement).
#
# Expected: a movement carries its value date with the year (240102) and its entry date without
# (1231). The entry date is the nearest such day: 31 December 2023.
# Happens: mt940js gives the entry date the year of the value date: 31 December 2024, a year in the
# future; and for a value date of 29 December 2023 entered on 2 January, 2 January 2023. mt-940
# gets both right. Eleven months of the year nothing shows.
#
# Why it matters: grouped by the day the bank entered it, each turn of the year moves spending by
# twelve months. What to do: complete the year oneself, by the value date plus or minus six months;
# keep a case of each direction among the tests of any reader of MT940.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check mt-940==5.1.1
cd "$here"
npm install --silent --no-audit --no-fund mt940js@1.3.5 >"$here/npm.log" 2>&1 || { cat npm.log; exit 2; }
cat >s.sta <<'STA'
:20:ONE
:25:FR7630006000011234567890189
:28C:1/1
:60F:C231229EUR1000,00
:61:2401021231D100,00NTRFRENT
:86:Rent
:61:2312290102D7,50NMSCNONREF
:86:Fees
:62F:C240102EUR892,50
-
STA
node -e '
const { Parser } = require("mt940js");
const [statement] = new Parser().parse(require("fs").readFileSync("s.sta", "utf8"));
console.log(statement.transactions.map((t) => t.entryDate.toISOString().slice(0, 10)).join(" "));
' >js.txt
"$here/venv/bin/python" - <<'PY'
import sys

import mt940

found = open("js.txt").read().split()
other = [str(line.data["entry_date"]) for line in mt940.parse("s.sta")]
print("mt940js", found)
print("mt-940 ", other)
if found != ["2024-12-31", "2023-01-02"] or other != ["2023-12-31", "2024-01-02"]:
    sys.exit("CHANGED: the year of an entry date is completed in another way now.")
print("As stated: a year too late, and a year too early.")
PY
