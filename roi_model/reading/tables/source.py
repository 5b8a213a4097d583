"""A table as it stands in its file: the text around it may say what its cells do not."""

from __future__ import annotations

from dataclasses import dataclass

from roi_model.reading.tables.table import Table
from roi_model.reading.tables.units.thousands import title_unit, titles
from roi_model.reading.text.dialect import Dialect, split_line


@dataclass(frozen=True)
class Source:
    """What the reader of a kind of file is given: `text` are the file's first lines, titles and
    header among them, `sheet` is the name of a workbook's sheet."""

    table: Table
    dialect: Dialect
    text: str
    sheet: str = ""

    @property
    def has_header(self) -> bool:
        """Whether columns have names of their own, or some that their figures tell, and not only
        numbers."""
        return self.dialect.header_row is not None or not self.table.numbered

    @property
    def unit(self) -> int:
        """What the lines above the header say that amounts are multiplied by."""
        return title_unit(self.text, self.dialect.header_row)

    @property
    def titles(self) -> list[str]:
        """The words above the header that are titles: in lines of one or two filled cells."""
        above = titles(self.text, self.dialect.header_row)
        lines = (split_line(line, self.dialect.delimiter, self.dialect.quoted) for line in above)
        filled = ([cell for cell in line if cell.strip(' \t"')] for line in lines)
        return [cell for cells in filled if len(cells) <= 2 for cell in cells]
