"""The colours behind cells of .xlsx sheets."""

from __future__ import annotations

import io
import zipfile

import pytest

from roi_model.reading.tables.sheets.fills import fills_in_xml
from tests.reading.workbooks import MAIN, parts, sheet_xml

STYLES = f"""<x:styleSheet xmlns:x="{MAIN}"><x:fills count="5"><x:fill><x:patternFill/></x:fill>
<x:fill><x:patternFill patternType="gray125"/></x:fill>
<x:fill><x:patternFill patternType="solid"><x:fgColor rgb="FFc6efce"/></x:patternFill></x:fill>
<x:fill><x:patternFill patternType="solid"><x:fgColor theme="9" tint="0.4"/></x:patternFill>
</x:fill>
<x:fill><x:patternFill patternType="solid"><x:fgColor rgb="FFFFFFFF"/></x:patternFill></x:fill>
</x:fills><x:cellXfs>{"".join(f'<x:xf fillId="{n}"/>' for n in range(5))}</x:cellXfs>
</x:styleSheet>"""


def archive(styles: str | None) -> zipfile.ZipFile:
    sheet = sheet_xml([["a", "b", "c"], ["d", "e", "f"]])
    for at, style in (("A1", 2), ("B1", 3), ("C1", 4), ("A2", 1), ("B2", 9)):
        sheet = sheet.replace(f'<c r="{at}"', f'<c r="{at}" s="{style}"')
    held = {name: text for name, text in parts({"S": sheet}).items() if name != "xl/styles.xml"}
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as book:
        for name, text in held.items():
            book.writestr(name, text)
        if styles:
            book.writestr("xl/styles.xml", styles)
    return zipfile.ZipFile(found)


@pytest.mark.parametrize(
    ("styles", "fills"), [(STYLES, {(0, 0): "C6EFCE", (0, 1): "theme 9 0.4"}), (None, {})]
)
def test_cells_filled_with_a_colour(styles: str | None, fills: dict[tuple[int, int], str]) -> None:
    assert fills_in_xml(archive(styles), "S") == fills


def test_a_sheet_that_is_missing() -> None:
    with pytest.raises(KeyError):
        fills_in_xml(archive(STYLES), "T")
