#!/bin/sh
# Package: PyPI Babel 2.19.0 (amounts as a language and country write them), with Babel 2.18.0 beside.
#
# Expected: 1234567.5 in Swiss formats is written 1'234'567.50, as 123456.5 is 123'456.50.
# Happens, without a word: from a million on both apostrophes are missing, CHF 1234567.50; from a
# thousand million on the first two are, 1234567'890. From 2.19 on the separator is a straight
# apostrophe, and two of them in one number are taken for the quotation marks of a pattern. In de_CH,
# fr_CH, it_CH, en_CH and de_LI alike, with a currency or without. 2.18.0 has curved ones and is right.
#
# Why it matters: the large amounts of a Swiss report, which need them most, come without separators
# in one column with small ones that have them, and 1234567'890 looks like a slip of the keyboard.
# What to do: stay at 2.18, or ask a test for an amount above a million in each language shown.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cat > "$here/look.py" <<'PY'
import babel
from babel.numbers import format_currency, format_decimal

print("Babel", babel.__version__)
for name in ("de_CH", "fr_CH", "it_CH", "en_CH", "de_LI", "de_DE"):
    money = [format_currency(amount, "CHF", locale=name) for amount in (123456.5, 1234567.5)]
    bare = format_decimal(1234567890, locale=name)
    print(name, *money, bare, sep=" | ")
PY
for version in 2.18.0 2.19.0; do
    python3 -m venv "$here/$version"
    "$here/$version/bin/pip" install -q --disable-pip-version-check "Babel==$version"
    "$here/$version/bin/python" -X utf8 "$here/look.py" | tee "$here/$version.txt"
done
python3 -X utf8 - "$here" <<'PY'
import sys
from pathlib import Path

before, now = (
    (Path(sys.argv[1]) / f"{version}.txt").read_text(encoding="utf-8").replace("\xa0", " ")
    for version in ("2.18.0", "2.19.0")
)
swiss = [line.split(" | ") for line in now.splitlines() if line[:5] not in ("Babel", "de_DE")]
lost = all("123'456" in small and "1234567" in large and bare == "1234567'890"
           for _, small, large, bare in swiss)
if not (len(swiss) == 5 and lost and "1.234.567,50" in now and "CHF 1’234’567.50" in before):
    sys.exit("CHANGED: a Swiss million has its separators, or something else differs.")
print("As stated: 123'456.50 has its separator, 1234567.50 has none.")
PY
