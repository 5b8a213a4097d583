"""Which scripts a page may hold; in a browser: tests/browser/test_slow.py."""

from __future__ import annotations

import base64
import hashlib

from deploy.policy import scripts
from tests.deploy.test_first_words import PAGE
from ui import browser


def hashed(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def test_the_scripts_of_a_page_are_known_by_their_hashes_and_no_other_is_allowed() -> None:
    policy = scripts(PAGE)
    assert "unsafe-inline" not in policy and " http" not in policy
    (own,) = [part.split("</script>")[0] for part in PAGE.split("<script>")[1:]]
    for script in (own, *(browser.alone(entry) for entry in browser.ELEMENTS)):
        assert f"'sha256-{hashed(script)}'" in policy
    assert policy.count("sha256-") == 1 + len(browser.ELEMENTS)


def test_what_a_script_is_told_changes_nothing_of_it() -> None:
    first, second = (browser.script("frame/take.js", told) for told in ('pdf "1"', "zip 2"))
    assert first != second
    assert first.split("<script>")[1] == second.split("<script>")[1]
    assert "&quot;1&quot;" in first
