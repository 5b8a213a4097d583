"""The site: README, docs/ and the lists beside data and findings; `make docs` builds it, offline.

Links between pages are those of the Markdown files, so that they also lead somewhere where the
files are read as they are; a broken one is an error.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ |= {"COLUMNS": "84", "NO_COLOR": "1"}  # how argparse writes its help

from roi_model.__main__ import parser  # noqa: E402
from roi_model.version import MODEL_VERSION  # noqa: E402

project = "ROI simulator"
version = release = MODEL_VERSION
extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "docs/index"
include_patterns = [
    "*.md",
    "docs/*.md",
    "docs/adr/*.md",
    "docs/files/*.md",
    "data/README.md",
    "findings/README.md",
]
myst_heading_anchors = 3
suppress_warnings = ["myst.header"]  # a page may start below the first level
default_role = "code"  # in docstrings, `name` is code
autodoc_typehints = "none"  # docstrings say shapes and units, which types of arrays do not
autodoc_member_order = "bysource"
html_theme = "furo"
html_title = project
html_copy_source = html_show_copyright = html_show_sphinx = False


class CommandLine(Directive):
    """A section a command, each with what its `--help` says."""

    def run(self) -> list[nodes.Node]:
        """The sections; argparse itself writes the words."""
        grammar = parser()
        (commands,) = (a for a in grammar._actions if isinstance(a, argparse._SubParsersAction))
        made: list[nodes.Node] = [self._block(grammar)]
        for name, command in commands.choices.items():
            section = nodes.section(ids=[name])
            section += nodes.title(text=name)
            section += self._block(command)
            made.append(section)
        return made

    def _block(self, command: argparse.ArgumentParser) -> nodes.literal_block:
        words = command.format_help()
        return nodes.literal_block(words, words, language="text")


def setup(app: Sphinx) -> None:
    """Sphinx asks for this."""
    app.add_directive("command-line", CommandLine)
