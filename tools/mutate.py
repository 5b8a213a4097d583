"""`python tools/mutate.py --share 0.05 FILE...`: mutants of these files, a line of JSON each.

A mutant is a file with one small change that some test should notice. The changes are mutmut's; its
own runner leaves out decorated functions (here: every property) and all that stands at the top of a
module (here: every card and pattern), so that `tests/mutants` runs them. This file is run in the
environment of `tools/mutants.sh`, which has mutmut.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

NO_PART = (cst.Annotation, cst.Assert, cst.Decorator, cst.Import, cst.ImportFrom)
"""Never changed: what only type checkers, dataclasses and caches look at."""
FOR_PROGRAMMERS = ("ValueError", "TypeError", "KeyError", "RuntimeError", "AttributeError")
"""The words of such an error are for whoever calls the model wrongly: no test holds them."""
WORDS = ("fr", "en", "strict")
"""Arguments never changed: the words of a card; whether `zip` watches over our own lengths."""
TYPES = ("TypeVar", "NewType", "TypeAlias")


def called(node: cst.CSTNode | None) -> str:
    """The plain name of what is called, or nothing."""
    plain = isinstance(node, cst.Call) and isinstance(node.func, cst.Name)
    return node.func.value if plain else ""  # type: ignore[union-attr]


def names_a_type(statement: cst.CSTNode) -> bool:
    """Whether a line at the top of a module only gives a type a name."""
    if not isinstance(statement, cst.SimpleStatementLine):
        return False
    line = statement.body[0]
    value = getattr(line, "value", None)
    if isinstance(line, cst.AnnAssign) and isinstance(line.annotation.annotation, cst.Name):
        return line.annotation.annotation.value in TYPES
    return isinstance(value, cst.Subscript) or called(value) in TYPES


def of_words(old: Any, new: Any) -> bool:
    """Whether a changed call only lost, or got None for, one of WORDS."""
    if not (isinstance(old, cst.Call) and isinstance(new, cst.Call)):
        return False
    kept = {id(one) for one in new.args}
    lost = [one for one in old.args if id(one) not in kept]
    return any(one.keyword and one.keyword.value in WORDS for one in lost)


class Changes(cst.CSTVisitor):
    """Every change that mutmut knows, in the order of the file: line, operator, node, new node."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str, cst.CSTNode, cst.CSTNode]] = []
        self.types: set[int] = set()

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, NO_PART) or id(node) in self.types or names_nothing(node):
            return False
        if isinstance(node, cst.Module):
            self.types |= {id(one) for one in node.body if names_a_type(one)}
        if called(node) == "cast":
            self.types.add(id(node.args[0]))
            return True
        at = self.get_metadata(PositionProvider, node, None)
        for kind, operator in mutation_operators:
            if at and isinstance(node, kind):
                self.found += [
                    (at.start.line, operator.__name__.removeprefix("operator_"), node, new)
                    for new in operator(node)
                    if not of_words(node, new)
                ]
        return True


def names_nothing(node: cst.CSTNode) -> bool:
    """Words that no test should hold, and what runs for type checkers alone."""
    if isinstance(node, cst.Arg):
        return node.keyword is not None and node.keyword.value in WORDS
    if isinstance(node, cst.If):
        return isinstance(node.test, cst.Name) and node.test.value == "TYPE_CHECKING"
    return isinstance(node, cst.Raise) and called(node.exc) in FOR_PROGRAMMERS


def chosen(seed: int, file: str, number: int, share: float) -> bool:
    """Whether a mutant is among the share asked for: a larger share holds every smaller one."""
    drawn = hashlib.sha256(f"{seed}:{file}:{number}".encode()).digest()
    return int.from_bytes(drawn[:8], "big") < share * 2**64


def alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    differs = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differs, min(len(one), len(other)))


def with_change(wrapper: MetadataWrapper, code: str, node: cst.CSTNode, new: cst.CSTNode) -> str:
    """The code of a module with another node in the place of one."""
    module = wrapper.module
    old, span = module.code_for_node(node), wrapper.resolve(PositionProvider)[node]
    lines = code.splitlines(keepends=True)
    start = sum(map(len, lines[: span.start.line - 1])) + span.start.column
    if code[start : start + len(old)] == old:
        return code[:start] + module.code_for_node(new) + code[start + len(old) :]
    return module.deep_replace(node, new).code


def mutants(file: str, seed: int, share: float) -> Iterator[dict[str, object]]:
    """The mutants of a file: from `start` to `end`, counted in characters, it says `new`."""
    code = Path(file).read_text(encoding="utf-8")
    wrapper = MetadataWrapper(cst.parse_module(code), unsafe_skip_copy=True)
    visitor = Changes()
    wrapper.visit(visitor)
    seen = {ast.dump(ast.parse(code))}
    for number, (line, operator, node, new) in enumerate(visitor.found):
        if not chosen(seed, file, number, share):
            continue
        changed = with_change(wrapper, code, node, new)
        try:
            meaning = ast.dump(ast.parse(changed))
            compile(changed, file, "exec")
        except SyntaxError:
            continue
        if meaning in seen:
            continue
        seen.add(meaning)
        start = alike(code, changed)
        after = alike(code[start:][::-1], changed[start:][::-1])
        yield {
            "file": file, "line": line, "operator": operator, "start": start,
            "end": len(code) - after, "new": changed[start : len(changed) - after],
        }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    for file in asked.files:
        for mutant in mutants(file, asked.seed, asked.share):
            print(json.dumps(mutant), flush=True)


if __name__ == "__main__":
    main()
