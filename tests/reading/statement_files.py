"""All samples of statement formats that are written here, by their names in data/samples/."""

from __future__ import annotations

from tests.reading.statements.bai2_variants import BAI2_FILES
from tests.reading.statements.camt_variants import CAMT_FILES
from tests.reading.statements.cfonb_variants import CFONB_FILES
from tests.reading.statements.mt940_variants import MT940_FILES
from tests.reading.statements.ofx_variants import OFX_FILES
from tests.reading.statements.qif_variants import QIF_FILES
from tests.reading.variants import Writer

STATEMENT_FILES: dict[str, Writer] = {
    **OFX_FILES,
    **CAMT_FILES,
    **QIF_FILES,
    **MT940_FILES,
    **CFONB_FILES,
    **BAI2_FILES,
}
