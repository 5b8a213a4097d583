"""Which clock goes where: what lasts is measured by the one that never goes back."""

from __future__ import annotations

import re

from tests.project import python_files, relative

WALL = re.compile(r"\btime\.time\(|\bdatetime\.now\(|\bdate\.today\(|utcnow\(")
MAY = {
    "roi_model/library/access.py": "when something was saved or ends; orders nothing but lists",
    "roi_model/library/links.py": "when a link ends, which holds over restarts",
    "roi_model/library/library.py": "names a copy",
    "roi_model/commands/library.py": "names a copy",
    "roi_model/commands/export.py": "the day of a document, at the terminal of its author",
    "roi_model/export/contents/properties.py": "when a file was made",
    "roi_model/actuals/coverage.py": "whether a month is over, where nobody says another day",
    "roi_model/reading/values/asked.py": "which years are offered; how far what has no end goes",
    "roi_model/reading/values/dates.py": "which days nobody on Earth has had yet",
    "ui/session/who.py": "until when a login holds, with room for other clocks; the reader's day",
    "ui/session/shelf.py": "how long ago something was saved, in words",
    "ui/library/share_view.py": "the day a new link ends, in words",
}
"""Where the clock of the wall is asked, and for what."""


def test_the_clock_of_the_wall_is_asked_for_dates_alone() -> None:
    """Set back or forward, it must end no waiting and begin none anew: that is monotonic's."""
    found = {
        relative(path)
        for path in python_files("roi_model", "ui", "pages", "app", "deploy")
        if WALL.search(path.read_text(encoding="utf-8"))
    }
    assert found == set(MAY)
