"""Files that a visitor gave: once taken, they are the session's own and let go by Streamlit.

Its store keeps each upload until the session ends, shown by a widget or not: who gives files and
takes them away again would fill the server.
"""

from __future__ import annotations

from collections.abc import Iterable

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def let_go(files: Iterable[UploadedFile]) -> None:
    """These were taken; the widget they came from starts afresh under another key."""
    context = get_script_run_ctx()
    store = getattr(context, "uploaded_file_mgr", None)
    if context is not None and isinstance(store, MemoryUploadedFileManager):
        for file in files:
            store.remove_file(context.session_id, file.file_id)
