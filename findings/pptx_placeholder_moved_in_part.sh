#!/bin/sh
# Package: PyPI python-pptx 1.0.2, the latest.
#
# Expected: a placeholder that takes its place from the layout keeps the rest of it when one of left,
# top, width and height is set, as a shape does whose place is its own.
# Happens, without a warning: with `left` alone the title jumps to the upper edge (top 0), with `top`
# alone to the left one, with `width` alone its height is 0, and the other way round. What belongs
# together in the file is written with zeros for what was not set.
#
# Why it matters: moving a title a little to the right, or making it narrower beside a logo, in a
# client's own template puts it over what stands at the edge, or leaves a box without height.
# What to do: read all four, then set all four.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check python-pptx==1.0.2 2>/dev/null
"$here/venv/bin/python" - <<'PY'
from pptx import Presentation
from pptx.util import Inches

SIDES = ("left", "top", "width", "height")

def after(name, inherits):
    slide = (deck := Presentation()).slides.add_slide(deck.slide_layouts[5])
    shape = slide.shapes.title
    before = [getattr(shape, side) for side in SIDES]
    assert all(before), before
    if not inherits:
        shape = slide.shapes.add_textbox(*before)
    setattr(shape, name, getattr(shape, name) + Inches(1))
    return [side for side, was in zip(SIDES, before) if side != name and getattr(shape, side) != was]

lost = {name: after(name, True) for name in SIDES}
print("set alone → what else moved:", lost)
assert all(after(name, False) == [] for name in SIDES), "a text box keeps the rest"
if lost != {"left": ["top"], "top": ["left"], "width": ["height"], "height": ["width"]}:
    raise SystemExit("CHANGED: what was not set is kept, or otherwise.")
print("As stated: the other one of each pair is 0.")
PY
