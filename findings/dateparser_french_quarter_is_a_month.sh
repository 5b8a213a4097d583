#!/bin/sh
# Package: PyPI dateparser 1.5.0 (dates in words of many languages).
#
# Expected: "T4 2024", the fourth quarter as French and Spanish sheets head it, is a day of that
# quarter, as "Q4 2024" is (December), or None, as "4e trimestre 2024" is.
# Happens: the letter is passed over and the figure is taken for a month: T4 2024, T4/2024, 2024-T4 and
# 4T 2024 become April, T2 February. Only the first quarter stays in its quarter, with
# languages=["fr"] as with none.
#
# Why it matters: a year of quarterly costs lands in January to April, within the right year, and its
# total is right. What to do: look for the outline of a quarter before the text is handed over.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check dateparser==1.5.0
"$here/venv/bin/python" - <<'PY'
import sys

import dateparser

SAID = ("T1 2024", "T2 2024", "T3 2024", "T4 2024", "T4/2024", "2024-T4", "4T 2024", "Q4 2024",
        "4e trimestre 2024")

def month(text, **told):
    found = dateparser.parse(text, **told)
    return found and f"{found:%Y-%m}"

seen = {text: (month(text, languages=["fr"]), month(text, languages=["es"]), month(text))
        for text in SAID}
for text, (french, spanish, any_language) in seen.items():
    print(f"{text:18} fr {french}  es {spanish}  any {any_language}")
stated = dict(zip(SAID, ("2024-01", "2024-02", "2024-03", *["2024-04"] * 4, "2024-12", None)))
if {text: found[0] for text, found in seen.items()} != stated:
    sys.exit("CHANGED: a French quarter is no longer taken for a month.")
print("As stated: the fourth quarter is April.")
PY
