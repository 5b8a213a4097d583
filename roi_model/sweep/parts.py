"""What is done of a sweep: a file a block in a folder beside the output, until all are there.

A part appears whole or not at all, so that a run that was killed is gone on with by the same
command: blocks whose part is there are not worked on again, all others are.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from roi_model.declaration.errors import Problem, ScenarioError

if TYPE_CHECKING:
    import pyarrow as pa

ABOUT = "sweep.json"
ROWS = 32_768
"""Rows of a group of the output, the least that is read of it at once."""
PLAIN = {"version": "2.6", "compression": "zstd", "compression_level": 1}


class Parts:
    """The folder OUT.parquet.parts of one run at a time, with what the run is about.

    Raises ScenarioError where the folder holds another run, or another process works in it.
    """

    def __init__(self, out: Path, about: Mapping[str, Any]) -> None:
        self.out = out
        self.folder = out.with_name(out.name + ".parts")
        self.about = json.loads(json.dumps(about))
        self._lock: int | None = None

    def __enter__(self) -> Parts:
        """Take the folder, made where there is none."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._take()
        kept = self.folder / ABOUT
        if kept.exists():
            before = json.loads(kept.read_bytes())
            if before != self.about:
                self._leave()
                raise self._other(before)
        else:
            _write(kept, json.dumps(self.about, ensure_ascii=False).encode())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        """Give the folder back; it goes once the output is written."""
        self._leave()

    def _take(self) -> None:
        try:
            import fcntl
        except ImportError:  # Windows: two runs at a time would do each other's work, no more
            return
        self._lock = os.open(self.folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # gone with the process
        except OSError:
            self._leave()
            raise ScenarioError([Problem(str(self.out), "sweep_under_way")]) from None

    def _leave(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _other(self, before: Mapping[str, Any]) -> ScenarioError:
        keys = sorted(key for key in self.about if before.get(key) != self.about[key])
        then, now = ({key: about.get(key) for key in keys} for about in (before, self.about))
        words = (json.dumps(found, ensure_ascii=False)[1:-1] for found in (then, now))
        return ScenarioError([Problem(str(self.folder), "sweep_of_another", *words)])

    def _file(self, number: int) -> Path:
        return self.folder / f"{number:09}.arrow"

    def digest(self, number: int) -> str | None:
        """What the block of a part was; None where there is no such part, or no whole one."""
        import pyarrow as pa

        try:
            with pa.ipc.open_file(str(self._file(number))) as file:
                return str(file.schema.metadata[b"digest"].decode())
        except (FileNotFoundError, pa.ArrowInvalid):
            return None

    def changed(self) -> ScenarioError:
        """A part is of other cases than stand in its place now."""
        return ScenarioError([Problem(str(self.folder), "sweep_changed")])

    def keep(self, number: int, content: bytes) -> None:
        """Write a part."""
        _write(self._file(number), content)

    def assemble(self, count: int, schema: pa.Schema) -> tuple[int, int]:
        """Write the output from so many parts; its rows, and how many hold an error."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        rows = errors = 0
        written = self.folder / "whole.parquet"
        words = [field.name for field in schema if not pa.types.is_floating(field.type)]
        with pq.ParquetWriter(written, schema, use_dictionary=words[1:], **PLAIN) as file:
            held: list[pa.RecordBatch] = []
            for number in range(count):
                with pa.ipc.open_file(str(self._file(number))) as part:
                    batch = part.get_batch(0).replace_schema_metadata(schema.metadata)
                held.append(batch)
                rows += batch.num_rows
                errors += batch.num_rows - batch.column("error").null_count
                if sum(one.num_rows for one in held) >= ROWS or number == count - 1:
                    file.write_table(pa.Table.from_batches(held, schema), row_group_size=ROWS * 2)
                    held = []
        written.replace(self.out)
        shutil.rmtree(self.folder)
        return rows, errors


def _write(path: Path, content: bytes) -> None:
    """A file with all of its content, or none."""
    unfinished = path.with_name(path.name + ".unfinished")
    with open(unfinished, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
