"""Shared by the tests of the app's pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import app_test


@pytest.fixture(scope="session", autouse=True)
def looked_up_once() -> Iterator[None]:
    """What a server does once, and AppTest at every page or run: a quarter of these tests' time.

    All installed packages are searched for components, and the pages compiled.
    """
    with pytest.MonkeyPatch.context() as patch:
        once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        patch.setattr(app_test, "ScriptCache", cache(ScriptCache))
        yield
