"""What a file says of itself where its reader's system lists it: title, author, day, language."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from roi_model.export.contents.dossier import Dossier
from roi_model.version import MODEL_VERSION

PROGRAM = "ROI simulator"
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.'
    'openxmlformats.org/officeDocument/2006/extended-properties"><Application>{program}'
    "</Application></Properties>"
)


def of_workbook(dossier: Dossier) -> dict[str, Any]:
    """The properties of a workbook, as XlsxWriter takes them."""
    return {
        "title": dossier.heading,
        "subject": dossier.client,
        "author": dossier.author,
        "comments": f"{PROGRAM}, {MODEL_VERSION}",
        "created": datetime.now(UTC).replace(tzinfo=None),
    }


def set_on_deck(presentation: Any, dossier: Dossier) -> None:
    """Put them on a deck in place of its template's, whose author and picture are strangers."""
    told, kept = of_workbook(dossier), presentation.core_properties
    kept.title, kept.subject, kept.author = told["title"], told["subject"], told["author"]
    kept.last_modified_by, kept.comments = told["author"], told["comments"]
    kept.created = kept.modified = told["created"]
    kept.language, kept.revision, kept.keywords, kept.category = dossier.lang, 1, "", ""
    package = presentation.part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package._rels.pop(key)
        elif relation.reltype.endswith("/extended-properties"):
            relation.target_part._blob = _APP.format(program=PROGRAM).encode()
