"""What a child that makes files says, as whoever asked for one is told it."""

from __future__ import annotations

import pytest

from roi_model.export.sandbox import limited
from roi_model.sandbox import child_process
from roi_model.texts import LANGUAGES, text
from tests.export.dossiers import dossier


class Broken:
    """A child whose answers say why there is no file."""

    def __init__(self, code: bytes, said: bytes) -> None:
        self.answer = code, said

    def ask(self, *asked: object, **limits: object) -> tuple[bytes, bytes]:
        return self.answer


class OneChild:
    """Children of which one is left, or none."""

    def __init__(self, child: Broken | None) -> None:
        self.child = child
        self.back: list[Broken] = []

    def take(self, *asked: object) -> Broken | None:
        return self.child

    def give(self, child: Broken) -> None:
        self.back.append(child)


@pytest.mark.parametrize(
    ("code", "why"),
    [("MEMORY", "memory"), ("SLOW", "slow"), ("KILLED", "killed"), ("DISK", "disk"),
     ("BROKEN", "broken")],
)  # fmt: skip
def test_why_there_is_no_file_is_a_sentence_whatever_the_child_says(
    code: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    children = OneChild(Broken(getattr(child_process, code), b"Dur\xc3\xa9e \xff\xfe \x00"))
    monkeypatch.setattr(limited, "POOL", children)
    with pytest.raises(limited.ExportError) as caught:
        limited.made("csv", dossier())
    for lang in LANGUAGES:
        assert caught.value.sentence(lang) == text(f"deliver.failed.{why}", lang)
    assert children.back == [children.child]  # others may have it


def test_where_no_child_is_free_in_time_one_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "POOL", OneChild(None))
    with pytest.raises(limited.ExportError) as caught:
        limited.made("csv", dossier())
    assert caught.value.code == "busy"
