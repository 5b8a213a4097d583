from tests.actuals.variants import Writer
BANK_FILES: dict[str, Writer] = {}
REFUSED_FILES: dict[str, Writer] = {}
