"""What stands in a block: lines good and bad, rows of a table."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.sweep.here import swept
from tests.sweep.lines import SOME


def test_a_bad_line_is_a_row_with_its_reason(tmp_path: Path) -> None:
    good = SOME.split(b"\n")[:3]
    lines = [
        b"\xef\xbb\xbf" + good[0],
        b'{"name": "A", "channels": [{"name": "B"}], "gross_margin": 60, "horizon": 12}',
        b"",
        b'{"name": "A", "channels": [',
        b'{"name": "A", "name": "A", "channels": [{"name": "B"}]}',
        b'["no scenario"]',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"name": "A", "channels": [{"name": "B", "contacts": 1' + b"0" * 400 + b"}]}",
        b'{"name": "' + b"x" * 1_000_000 + b'"}',
        b"   \r",
        good[1] + b"\r",
        b'=cmd|"/c calc"!A1',
        b'{"name": "=1+1", "channels": [{"name": "B", "contacts": NaN}]}',
    ]
    given = tmp_path / "in.jsonl"
    given.write_bytes(b"\n".join(lines))
    done, rows = swept(given, tmp_path / "out.parquet")
    assert (done.rows, done.errors) == (12, 10)
    found = {row["row"]: row["error"] for row in rows}
    assert list(found) == [1, 2, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14]
    assert found[1] is None and found[12] is None
    assert found[2] == (
        "horizon: this key is not known. Did you mean: horizon_months?\n"
        "gross_margin: 60 is out of range; allowed: 0..1 (a fraction: 0.25 is 25 %). "
        "Enter a value inside the range."
    )
    assert "reading stopped at 1:28" in str(found[4])
    assert "given twice" in str(found[5]) and "object" in str(found[6])
    assert "UTF-8" in str(found[7]) and "UTF-8" in str(found[8])
    assert "1,000,000 bytes" in str(found[10])
    assert "contacts" in str(found[14]) and rows[-1]["name"] == "=1+1"
    assert all(row["roi"] is None and row["roi_reason"] is None for row in rows if row["error"])


@pytest.mark.parametrize("text", [True, False])
def test_a_table_in_gives_the_rows_of_its_lines(
    text: bool, given: Path, wanted: bytes, tmp_path: Path
) -> None:
    lines = SOME.decode().splitlines()
    if text:
        table = pa.table({"scenario": lines, "other": range(600)})
    else:
        table = pa.Table.from_struct_array(pa.array([json.loads(line) for line in lines]))
    pq.write_table(table, tmp_path / "in.parquet", row_group_size=64)
    _, rows = swept(tmp_path / "in.parquet", tmp_path / "out.parquet")
    expected = pq.read_table(io.BytesIO(wanted)).to_pylist()
    if text:
        assert rows == expected
    else:  # keys stand in another order: other columns go first, to the last bit
        assert [row["name"] for row in rows] == [row["name"] for row in expected]
        for row, other in zip(rows, expected, strict=True):
            assert row["roi"] == pytest.approx(other["roi"], rel=1e-12)
            assert row["npv_reason"] == other["npv_reason"] and row["error"] is None
