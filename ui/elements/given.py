"""Files that a visitor gave: once taken, they are the session's own and let go by Streamlit.

Its store keeps each upload until the session ends, shown by a widget or not: who gives files and
takes them away again would fill the server.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def by(widget: str) -> list[UploadedFile]:
    """What was given to a widget, in its callback.

    A browser that does not know yet that the files were taken may send them once more: of these
    Streamlit has but a mark that they are gone.
    """
    found = st.session_state.get(widget) or []
    files = found if isinstance(found, list) else [found]
    return [file for file in files if isinstance(file, UploadedFile)]


def let_go(files: Iterable[UploadedFile]) -> None:
    """These were taken; the widget they came from starts afresh under another key."""
    context = get_script_run_ctx()
    store = getattr(context, "uploaded_file_mgr", None)
    if context is not None and isinstance(store, MemoryUploadedFileManager):
        for file in files:
            store.remove_file(context.session_id, file.file_id)
