"""All samples of statement formats that are written here, by their names in data/samples/."""

from __future__ import annotations

from tests.reading.statements.camt_variants import CAMT_FILES
from tests.reading.statements.ofx_variants import OFX_FILES
from tests.reading.variants import Writer

STATEMENT_FILES: dict[str, Writer] = {**OFX_FILES, **CAMT_FILES}
