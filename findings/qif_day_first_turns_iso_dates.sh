#!/bin/sh
# Package: PyPI quiffen 4.0.1 (QIF, the oldest of the bank and accounting exports).
#
# Expected: day_first=True, which French files need, decides 03/04/2024 and leaves 2024-04-03 alone:
# a date that starts with its year is the same everywhere.
# Happens: with day_first=True the 3rd of April written 2024-04-03 becomes the 4th of March. From
# the 13th of each month on (2024-04-13) the date is right again, so most lines look well. Each
# date is decided alone: without day_first, 03/04/2024 and 25/04/2024 of one file become the 4th of
# March and the 25th of April.
#
# Why it matters: a third of the movements change month, no total changes and nothing is raised.
# What to do: decide the order from all dates of the file, and rewrite them before the reader sees
# them; ask where they leave it open.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check quiffen==4.0.1
"$here/venv/bin/python" - <<'PY'
import sys

from quiffen import Qif

def days(dates, day_first):
    lines = "".join(f"D{date}\nT-10.00\nPShop\n^\n" for date in dates)
    accounts = Qif.parse_string("!Type:Bank\n" + lines, day_first=day_first).accounts.values()
    return [str(line.date.date()) for account in accounts
            for lines in account.transactions.values() for line in lines]

iso = days(["2024-04-03", "2024-04-13"], day_first=True)
mixed = days(["03/04/2024", "25/04/2024"], day_first=False)
print("2024-04-03 and 2024-04-13 with day_first:   ", iso)
print("03/04/2024 and 25/04/2024 without day_first:", mixed)
if iso != ["2024-03-04", "2024-04-13"] or mixed != ["2024-03-04", "2024-04-25"]:
    sys.exit("CHANGED: the order of day and month is decided in another way now.")
print("As stated: dates that start with the year are turned, and only up to the 12th.")
PY
