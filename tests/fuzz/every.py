"""All doors together: our own documents, and files of others format by format."""

from __future__ import annotations

from tests.fuzz.doors import DOORS
from tests.fuzz.file_doors import FILES

EVERY = {**{name: door for name, door in DOORS.items() if name != "files of figures"}, **FILES}
