"""Files that are being made: each in a thread that waits for its child, so that the page does not.

A click inside a fragment is heard when that fragment has run: a run that waited itself could not be
stopped. So runs only look how far a job is.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from roi_model import logs
from roi_model.declaration.errors import ScenarioError
from roi_model.export.contents.dossier import Dossier
from roi_model.export.sandbox import limited


class _StoppedError(Exception):
    pass


class Job:
    """One file on its way: how far it is, then its bytes or why there are none."""

    def __init__(self, kind: str, dossier: Dossier, template: bytes | None) -> None:
        self.progress = (0, 1)
        self.made: bytes | None = None
        self.error: Exception | None = None
        self.stopped = False
        self._work = kind, dossier, template
        self.thread = threading.Thread(target=self._run, name=f"file-{kind}", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        kind, dossier, template = self._work
        try:
            self.made = limited.made(kind, dossier, template, tick=self._tick)
        except _StoppedError:
            pass
        except (limited.ExportError, ScenarioError) as error:
            self.error = error
        except Exception as error:  # a fault of ours: it must not end in silence
            logs.failed("file_not_made", error, kind=kind)
            self.error = limited.ExportError("broken")

    def _tick(self, progress: tuple[int, int]) -> None:
        self.progress = progress
        if self.stopped:
            raise _StoppedError

    def stop(self) -> None:
        """End the work; the child goes with it."""
        self.stopped = True

    def done(self, seconds: float = 0.0) -> bool:
        """Whether there is nothing more to wait for, after waiting so long at most."""
        if not self.stopped:
            self.thread.join(seconds)
        return self.stopped or not self.thread.is_alive()

    def why(self, lang: str) -> str:
        """Why there is no file, in a sentence; empty where there is, or it was stopped."""
        if isinstance(self.error, ScenarioError):
            return self.error.sentences(lang)
        return self.error.sentence(lang) if isinstance(self.error, limited.ExportError) else ""


@dataclass
class Files:
    """What is made of one dossier, by format."""

    dossier: Dossier
    template: bytes | None
    jobs: dict[str, Job] = field(default_factory=dict)
    saved: set[str] = field(default_factory=set)

    def start(self, kind: str) -> None:
        """Have a file made, anew where there was none before."""
        self.saved.discard(kind)
        self.jobs[kind] = Job(kind, self.dossier, self.template)

    def let_go(self) -> None:
        """Another dossier takes the place of this one."""
        for job in self.jobs.values():
            job.stop()
