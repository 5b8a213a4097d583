#!/bin/sh
# Packages: PyPI mt-940 5.1.1 (reads); swiftlib 1.0.1 (writes the second file).
#
# Expected: a field 86 belongs to the movement (61) above it; one behind the closing balance (62F, 64,
# 65), which the standard allows and ING fills with the sums of the file, speaks of the whole statement.
# Happens: that text is put behind the words of the last movement, whatever stands between them, with
# all options for mended behaviour on. "SUM/1/0" then is part of a payment to HUBSPOT.
# Its counterpart among writers: MT940.to_swift of swiftlib sorts the fields by their numbers, all 61
# before all 86, so that every text ends on the last movement and the others have none. No reader can
# put them back with certainty.
#
# What to do: take out what stands under :86: behind a balance before the text is parsed; where 86 comes
# twice in a row, do not trust the words.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check mt-940==5.1.1 swiftlib==1.0.1
cd "$here"
"$here/venv/bin/python" - <<'PY'
import sys
from datetime import date
from decimal import Decimal

import mt940
from mt940.models import Transactions
from mt940.options import Options
from swiftlib.mt.messages.mt9xx import MT940Builder, StatementLine

text = (
    ":20:S\n:25:1\n:28C:7/1\n:60F:C240301EUR100,00\n:61:2403040304D45,90NTRFNONREF\n:86:HUBSPOT\n"
    ":62F:C240331EUR54,10\n:64:C240331EUR54,10\n:86:/SUM/1/0/45,90/0,00/\n"
)


def words(of):
    return [one.data.get("transaction_details") for one in Transactions(options=Options.all()).parse(of)]


last = words(text)
print("mt-940  ", last)
builder = MT940Builder().transaction_reference("S").account("1").statement_number("7/1")
builder.opening_balance("C", date(2024, 3, 1), "EUR", Decimal("100.00"))
for who in ("HUBSPOT", "GOOGLE"):
    line = StatementLine(date(2024, 3, 4), None, "D", None, Decimal("10.00"), "NTRF", "X", None, None)
    builder.statement_line(line).information_to_owner(who)
builder.closing_balance("C", date(2024, 3, 31), "EUR", Decimal("80.00"))
tags = [row[1:3] for row in builder.build().to_swift().splitlines() if row.startswith((":61", ":86"))]
print("swiftlib", tags)
if last != ["HUBSPOT\n/SUM/1/0/45,90/0,00/"] or tags != ["61", "61", "86", "86"]:
    sys.exit("CHANGED: texts stand with what they speak of.")
print("As stated: a text of the whole ends on the last movement, and the writer sorts them apart.")
PY
