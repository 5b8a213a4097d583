"""A file's pieces are parsed where what one gives back serves the next."""

from __future__ import annotations

import pyarrow as pa
import pytest

from roi_model.reading.text.memory import pool


def test_the_allocator_that_keeps_pieces_is_taken_where_arrow_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = "jemalloc" if "jemalloc" in pa.supported_memory_backends() else None
    assert pool().backend_name == (wanted or pa.default_memory_pool().backend_name)
    monkeypatch.setattr(pa, "supported_memory_backends", lambda: ["system"])
    assert pool.__wrapped__().backend_name == pa.default_memory_pool().backend_name
