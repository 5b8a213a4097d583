"""`python -m tools.count_tests REPORT.xml`: what ran, how long, what was skipped and why.

The last line says how many tests passed, failed, were skipped.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from xml.etree import ElementTree
from xml.etree.ElementTree import Element


def count(report: Element) -> tuple[int, int, int]:
    """Tests passed, failed (errors included) and skipped, from a JUnit report."""
    suites = list(report.iter("testsuite"))

    def total(name: str) -> int:
        return sum(int(suite.get(name, 0)) for suite in suites)

    failed = total("failures") + total("errors")
    skipped = total("skipped")
    return total("tests") - failed - skipped, failed, skipped


def parts(report: Element) -> list[tuple[str, int, float]]:
    """Each part of the tests with its number of tests and their seconds, the longest first."""
    tests: Counter[str] = Counter()
    seconds: dict[str, float] = defaultdict(float)
    for case in report.iter("testcase"):
        part = ".".join(case.get("classname", "").split(".")[:2])
        tests[part] += 1
        seconds[part] += float(case.get("time", 0))
    longest = sorted(seconds, key=seconds.__getitem__, reverse=True)
    return [(part, tests[part], seconds[part]) for part in longest]


def skipped(report: Element) -> list[str]:
    """Why tests were skipped, each reason with their number."""
    reasons = Counter(
        found.get("message", "")
        for case in report.iter("testcase")
        if (found := case.find("skipped")) is not None
    )
    return [f"{number} skipped: {reason}" for reason, number in reasons.most_common()]


def main(path: str) -> None:
    """Print it."""
    report = ElementTree.parse(path).getroot()
    shown = parts(report)
    print(f"{'part of the tests':<28}{'tests':>7}{'seconds':>9}")
    for part, tests, seconds in shown[:12]:
        print(f"{part:<28}{tests:>7}{seconds:>9.0f}")
    rest = shown[12:]
    if rest:
        tests, seconds = sum(one[1] for one in rest), sum(one[2] for one in rest)
        print(f"{f'{len(rest)} others':<28}{tests:>7}{seconds:>9.0f}")
    print(*skipped(report), sep="\n")
    print("{} passed, {} failed, {} skipped".format(*count(report)))


if __name__ == "__main__":
    main(sys.argv[1])
