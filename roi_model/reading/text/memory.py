"""Where Arrow takes the memory of a file's pieces from."""

from __future__ import annotations

from functools import cache

import pyarrow as pa


@cache
def pool() -> pa.MemoryPool:
    """The allocator that keeps what a piece gives back for the next one, where Arrow has it.

    Arrow's usual one gives it back to the system and is given it again, emptied: a third of the
    time that reading takes. The system's own leaves gaps as large as what is in use.
    """
    has = "jemalloc" in pa.supported_memory_backends()
    return pa.jemalloc_memory_pool() if has else pa.default_memory_pool()
