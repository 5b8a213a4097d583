"""What CI says at its end of the tests that ran."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from tools.count_tests import count, main, parts, skipped

REPORT = """<testsuites><testsuite tests="5" failures="1" errors="1" skipped="1">
  <testcase classname="tests.ui.test_a" name="x" time="1.5"/>
  <testcase classname="tests.ui.test_b" name="x" time="2"><failure/></testcase>
  <testcase classname="tests.engine.test_c" name="x" time="4"><error/></testcase>
  <testcase classname="tests.engine.test_c" name="y" time="0.25"/>
  <testcase classname="roi_model.texts" name="z"><skipped message="no network"/></testcase>
</testsuite></testsuites>"""


def test_parts_times_and_reasons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = fromstring(REPORT)
    assert count(report) == (2, 2, 1)
    assert parts(report) == [
        ("tests.engine", 2, 4.25), ("tests.ui", 2, 3.5), ("roi_model.texts", 1, 0.0)
    ]  # fmt: skip
    assert skipped(report) == ["1 skipped: no network"]
    path = tmp_path / "tests.xml"
    path.write_text(REPORT, encoding="utf-8")
    main(str(path))
    assert capsys.readouterr().out.splitlines()[-1] == "2 passed, 2 failed, 1 skipped"
