"""Everything at once: a zip with each format, each chart and each table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping

from roi_model.export.contents.dossier import Dossier, file_name, safe_name
from roi_model.export.contents.pictures import Picture, pictures, standing_alone
from roi_model.export.contents.tables import tables
from roi_model.export.deck.slides import slides
from roi_model.export.page.page import page
from roi_model.export.pdf.report import report
from roi_model.export.workbook import workbook
from roi_model.storage.scenario_file import dump_scenario
from roi_model.texts import text

Progress = Callable[[int, int], None]


def bundle(
    dossier: Dossier,
    *,
    template: bytes | None = None,
    progress: Progress | None = None,
) -> bytes:
    """The zip; the same dossier gives the same names in the same order.

    `progress(done, all)` is called after each file; what it raises ends the work. Raises
    ScenarioError for a template that is none.
    """
    stream = io.BytesIO()
    shown = pictures(dossier)
    count = 5 + 2 * len(shown) + 1
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, files in enumerate(_files(dossier, template), 1):
            for name, content in files.items():
                moment = (dossier.day.year, dossier.day.month, dossier.day.day, 0, 0, 0)
                archive.writestr(zipfile.ZipInfo(name, moment), content, zipfile.ZIP_DEFLATED)
            if progress is not None:
                progress(min(done, count), count)
    return stream.getvalue()


def _files(dossier: Dossier, template: bytes | None) -> Iterator[dict[str, bytes]]:
    yield {file_name(dossier, "json"): dump_scenario(dossier.scenario).encode("utf-8")}
    yield {file_name(dossier, "xlsx"): workbook(dossier)}
    yield {file_name(dossier, "pptx"): slides(dossier, template)}
    yield {file_name(dossier, "pdf"): report(dossier)}
    yield {file_name(dossier, "html"): page(dossier)}
    charts, sheets = (text(f"tables.folder.{key}", dossier.lang) for key in ("charts", "tables"))
    for name, picture in _named(standing_alone(dossier)).items():
        yield {f"{charts}/{name}.svg": picture.svg()}
        yield {f"{charts}/{name}.png": picture.png()}
    yield {f"{sheets}/{name}": content for name, content in tables(dossier).items()}


def _named(shown: Mapping[str, Picture]) -> dict[str, Picture]:
    """The charts by the titles their readers know; where two have one, the second says its kind."""
    made: dict[str, Picture] = {}
    for kind, picture in shown.items():
        name = safe_name(picture.title)
        made[name if name not in made else f"{name}-{kind}"] = picture
    return made
