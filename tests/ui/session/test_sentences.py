"""One helper gives the sentences of a page; nobody writes it again."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from roi_model.texts import LANGUAGES, text
from ui.session import state
from ui.session.sentences import sentences

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_is_found_by_the_end_of_its_key(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "lang", lambda: lang)
    t = sentences("present.")
    assert t("back") == text("present.back", lang)
    with pytest.raises(KeyError):
        t("no such sentence")


def is_a_copy(node: ast.AST) -> bool:
    """Whether a function does nothing but put its key behind the start of another."""
    if not isinstance(node, ast.FunctionDef) or len(node.body) != 1 or not node.args.args:
        return False
    said, key = ast.unparse(node.body[0]), node.args.args[0].arg
    return said.startswith("return text(f") and f"{{{key}}}', state.lang()" in said


def test_no_page_has_a_helper_of_its_own() -> None:
    copies = [
        f"{path.relative_to(ROOT)}::{node.name}"
        for path in [*ROOT.glob("ui/**/*.py"), *ROOT.glob("pages/**/*.py")]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and is_a_copy(node)
    ]
    assert copies == []
    old = "def t(key):\n    return text(f'risk.{key}', state.lang())"
    assert is_a_copy(ast.parse(old).body[0])
