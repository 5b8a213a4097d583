"""Files that were taken: Streamlit keeps none of them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from tests.project import python_files, relative
from ui.elements import given


def test_a_taken_file_is_gone_from_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryUploadedFileManager("/upload")
    records = [UploadedFileRec(name, f"{name}.csv", "text/csv", b"x" * 10) for name in "ab"]
    for record in records:
        store.add_file("mine", record)
        store.add_file("another", record)
    here = SimpleNamespace(uploaded_file_mgr=store, session_id="mine")
    monkeypatch.setattr(given, "get_script_run_ctx", lambda: here)
    given.let_go([UploadedFile(records[0], None)])
    assert list(store.file_storage["mine"]) == ["b"]
    assert list(store.file_storage["another"]) == ["a", "b"]


def test_without_a_session_nothing_happens() -> None:
    given.let_go([])


def test_whoever_takes_files_lets_them_go() -> None:
    takers = [path for path in python_files("ui") if "st.file_uploader(" in path.read_text("utf-8")]
    assert len(takers) >= 4
    assert [relative(p) for p in takers if "given.let_go(" not in p.read_text("utf-8")] == []
