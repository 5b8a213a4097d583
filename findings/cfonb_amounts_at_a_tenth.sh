#!/bin/sh
# Package: PyPI python-cfonb 2.13 (writes and reads CFONB 120, the statement of French banks).
#
# Expected: the writer is given 100.5 and states two decimals; the record says 00000000001005 with
# its last figure as a letter of the sum 10050 ("1005{").
# Happens: it takes the digits of the number as Python prints it, so a cent that is 0 is lost: 100.5
# becomes 10.05 ("100E"), 1000.0 becomes 100.00, and 123 (without a point) 1.23 ("12C"). Only
# amounts whose second decimal is not 0 are right. The reader of the same package gives back the
# false amount.
#
# What to do: give it a Decimal with two decimals, of which it prints both; and hold a statement's
# movements against its balances: they do not fit where one of them was written so.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check python-cfonb==2.13
cd "$here"
"$here/venv/bin/python" - <<'PY'
import sys
from datetime import date
from decimal import Decimal
from io import StringIO

from cfonb import StatementReader
from cfonb.writer.statement import Statement

day, account = date(2024, 3, 1), ("30004", "00001", "EUR", "12345678901")

def written(amount):
    bank, agency, currency, number = account
    text = Statement().header(bank, agency, currency, number, day, Decimal("0.01")).add(
        bank, "0B1 ", agency, currency, number, day, "ADS", amount, "R1"
    ).footer(bank, agency, currency, number, day, Decimal("0.01")).render()
    line = text.splitlines()[1]
    figures, last = line[90:103], line[103]
    said = Decimal(figures + str("{ABCDEFGHI".index(last))) / 100
    read = StatementReader().parse(StringIO(text))[0].lines[0]["amount"]
    return line[90:104], str(said), str(read)

seen = {str(amount): written(amount) for amount in (100.55, 100.5, 1000.0, 123, Decimal("100.50"))}
for given, (record, said, read) in seen.items():
    print(f"given {given:>7}  record {record}  that is {said:>7}  read again {read}")
if [said for _, said, _ in seen.values()] != ["100.55", "10.05", "100", "1.23", "100.5"]:
    sys.exit("CHANGED: amounts whose second decimal is 0 are no longer written at a tenth.")
print("As stated: 100.5 is written as 10.05, and 1000.0 as 100.00.")
PY
