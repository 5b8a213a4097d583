"""Which scripts a page may hold: Streamlit's line and ours, known by their hashes, and no other.

A name that became markup after all would bring a script that no browser runs.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

from ui import browser

_ELEMENT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@lru_cache(maxsize=4)  # Streamlit's page is always the same
def scripts(page: str) -> str:
    """The content policy of a page as it comes from Streamlit, whose own scripts it may hold.

    Vega compiles expressions (`unsafe-eval`), components come as modules of a blob.
    """
    known = [*_ELEMENT.findall(page), *map(browser.alone, browser.ELEMENTS)]
    return f"script-src 'self' {' '.join(map(_hashed, known))} 'unsafe-eval' blob:"


def _hashed(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
