#!/bin/sh
# Package: PyPI typst 0.15.2 (the compiler of the same version), the latest.
#
# Expected: text with a letter that no typeface at hand holds compiles for PDF/A as it does for a
# plain PDF: with an empty box, and at most a warning.
# Happens: the plain PDF is made in silence; with pdf_standards="a-2b" the same text is an error
# that ends the compilation, for one letter among thousands.
#
# Why it matters: names of clients, channels and products are typed by people; one of them in
# another script, and there is no report at all.
# What to do: try the archival standard first, and make the plain PDF where it is refused; or bring
# a typeface for every script.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check typst==0.15.2
"$here/venv/bin/python" - <<'PY'
import typst

# The compiler's own typefaces alone, whatever this machine has: none of them holds this letter.
def made(letter, **more):
    source = f'#set document(title: "Report", date: datetime(year: 2026, month: 1, day: 2))\n= Report\nName: {letter}'
    try:
        return typst.compile(source.encode(), ignore_system_fonts=True, **more)[:5]
    except typst.TypstError as error:
        return str(error).splitlines()[0]

plain, archival = made("\u65e5"), made("\u65e5", pdf_standards="a-2b")
known = made("a", pdf_standards="a-2b")
print("a letter no typeface has, plain:", plain, "| for PDF/A-2b:", archival, "| a known letter:", known)
if plain != b"%PDF-" or known != b"%PDF-" or archival == b"%PDF-":
    raise SystemExit("CHANGED: both are made, or neither.")
print("As stated: only the archival PDF is refused.")
PY
