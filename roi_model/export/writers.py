"""The formats of a case as a file: a function each, from a dossier to the bytes."""

from __future__ import annotations

from collections.abc import Callable

from roi_model.export.contents.dossier import Dossier
from roi_model.storage.scenario_file import dump_scenario


def writers(template: bytes | None = None) -> dict[str, Callable[[Dossier], bytes]]:
    """What writes each format; each is imported when it is asked for."""

    def workbook(dossier: Dossier) -> bytes:
        from roi_model.export.workbook import workbook as made

        return made(dossier)

    def slides(dossier: Dossier) -> bytes:
        from roi_model.export.deck.slides import slides as made

        return made(dossier, template)

    def report(dossier: Dossier) -> bytes:
        from roi_model.export.pdf.report import report as made

        return made(dossier)

    def handout(dossier: Dossier) -> bytes:
        from roi_model.export.page.page import page as made

        return made(dossier)

    def table(dossier: Dossier) -> bytes:
        from roi_model.export.contents.tables import months_csv

        return months_csv(dossier)

    def everything(dossier: Dossier) -> bytes:
        from roi_model.export.bundle import bundle

        return bundle(dossier, template=template)

    return {
        "xlsx": workbook,
        "pptx": slides,
        "pdf": report,
        "html": handout,
        "csv": table,
        "json": lambda dossier: dump_scenario(dossier.scenario).encode("utf-8"),
        "zip": everything,
    }
