"""What the program says about itself, for whoever runs it: events, never what people work on.

An event is a name from the code with numbers and words of the code beside it. Of an error the type
and the place are told, not its message, which may quote a cell or a name. `set_up` writes all of it
as a line of JSON each, what libraries log too: of that only the constant text, without its values.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

SLOW_SECONDS = 3.0
"""What takes longer is told."""

CONSTANT = ("streamlit", "uvicorn")
"""Whose messages are constant before their values are put in; others may write them in at once."""

_LOG = logging.getLogger("roi")
_ROOT = Path(__file__).resolve().parents[1]


def tell(event: str, *, level: int = logging.INFO, error: BaseException | None = None,
         **facts: Any) -> None:  # fmt: skip
    """Log an event. `facts` are numbers, and words of this program: never a user's."""
    found = {"error": cause(error)} if error is not None else {}
    told = {"event": event, **found, **facts}
    if _LOG.isEnabledFor(level):
        said = " ".join([event, *(f"{key}={value}" for key, value in (found | facts).items())])
        _LOG.log(level, "%s", said, extra={"told": told})


def failed(event: str, error: BaseException, **facts: Any) -> None:
    """Log the error behind a sentence that somebody was shown."""
    tell(event, level=logging.ERROR, error=error, **facts)


@contextmanager
def timed(event: str, **facts: Any) -> Iterator[None]:
    """Log what takes long, with its seconds."""
    began = time.perf_counter()
    try:
        yield
    finally:
        if (seconds := time.perf_counter() - began) > SLOW_SECONDS:
            tell(event, level=logging.WARNING, seconds=round(seconds, 3), **facts)


def cause(error: BaseException) -> str:
    """What an error is and where it arose, in our code where it passed through it.

    >>> cause(ValueError("Dupont SARL"))
    'ValueError'
    """
    places = [*_places(error.__traceback__)]
    own = [place for place in places if not place.startswith("…")]
    kind = type(error).__qualname__
    return f"{kind} at {(own or places)[-1]}" if places else kind


def _places(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        own = path.is_relative_to(_ROOT) and ".venv" not in path.parts
        name = path.relative_to(_ROOT).as_posix() if own else f"…/{path.parent.name}/{path.name}"
        yield f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next


# Lines of JSON ----------------------------------------------------------------------------------


class Lines(logging.Formatter):
    """A record as one line of JSON; `session` answers the short id of the session at hand."""

    def __init__(self, session: Callable[[], str | None] = lambda: None) -> None:
        super().__init__()
        self.session = session

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        at = datetime.fromtimestamp(record.created, UTC)
        told = getattr(record, "told", None)
        if told is None:
            known = record.name.split(".")[0] in CONSTANT
            said = str(record.msg) if known else f"said at {record.module}:{record.lineno}"
            told = {"event": said, "logger": record.name}
            error = record.exc_info[1] if record.exc_info else None
            if error is not None:
                told["error"] = cause(error)
        line = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "session": self.session(),
            **told,
        }
        return json.dumps(line, ensure_ascii=False, allow_nan=False, default=str)


def set_up(level: str, session: Callable[[], str | None] = lambda: None) -> None:
    """Write all that this process logs as lines of JSON, on standard output alone.

    Libraries bring handlers and formats of their own, some made late: whatever handler a record
    goes to, it is a line.
    """
    lines = Lines(session)
    logging.Handler.format = lambda self, record: lines.format(record)  # type: ignore[method-assign]
    logging.basicConfig(stream=sys.stdout, level=level.upper(), force=True)
    logging.captureWarnings(True)
    # At the level of info of no use to anybody.
    for name in ("alembic", "fontTools", "httpx", "PIL"):
        logging.getLogger(name).setLevel(logging.WARNING)
