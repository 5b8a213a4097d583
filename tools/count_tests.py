"""`python -m tools.count_tests REPORT.xml` prints how many tests passed, failed, were skipped."""

from __future__ import annotations

import sys
from xml.etree import ElementTree


def count(report: str) -> tuple[int, int, int]:
    """Tests passed, failed (errors included) and skipped, from a JUnit report."""
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))

    def total(name: str) -> int:
        return sum(int(suite.get(name, 0)) for suite in suites)

    failed = total("failures") + total("errors")
    skipped = total("skipped")
    return total("tests") - failed - skipped, failed, skipped


if __name__ == "__main__":
    print("{} passed, {} failed, {} skipped".format(*count(sys.argv[1])))
