#!/bin/sh
# Packages: PyPI pytest 9.2.0 with pytest-xdist 3.8.0, the latest of each.
#
# Expected: with --dist loadgroup all tests of one mark xdist_group run on one worker, one after the
# other, as they do with pytest 9.1.1 and the same pytest-xdist.
# Happens, without a warning: the mark is ignored; tests of one group run on both workers at once,
# and a fixture of their module is made once per worker. The plugin writes the group behind the id
# of a test in an attribute that this pytest no longer reads.
#
# Why it matters: tests that share what only one may hold at a time (a port, an account, an office
# profile) fail now and then, and dear fixtures are made twice: recalculating our workbooks in an office took 220 s instead of 110.
# What to do: --dist loadfile or loadscope, which go by the id alone, or pytest below 9.2.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
cat >"$here/test_group.py" <<'PY'
import os, pathlib, time
import pytest

pytestmark = pytest.mark.xdist_group("one")

@pytest.fixture(scope="module")
def dear():
    with (pathlib.Path(__file__).parent / "made").open("a") as file:
        file.write(os.environ["PYTEST_XDIST_WORKER"] + "\n")

@pytest.mark.parametrize("number", range(6))
def test_of_the_group(dear, number):
    time.sleep(0.2)
PY
workers() { # how many workers made the fixture, with this pytest and this way to spread
    "$here/venv/bin/pip" install -q --disable-pip-version-check "pytest==$1" pytest-xdist==3.8.0
    rm -f "$here/made"
    (cd "$here" && venv/bin/python -m pytest -q -p no:cacheprovider -n 2 --dist "$2" test_group.py \
        >/dev/null)
    sort -u "$here/made" | wc -l | tr -d ' '
}
before=$(workers 9.1.1 loadgroup)
now=$(workers 9.2.0 loadgroup)
files=$(workers 9.2.0 loadfile)
echo "workers that share one group: pytest 9.1.1 $before, pytest 9.2.0 $now; by file $files"
[ "$before $now $files" = "1 2 1" ] || { echo "CHANGED: groups are kept together again, or otherwise."; exit 1; }
echo "As stated: the group is spread over two workers."
