"""One file read in a process of its own: `python -m benchmarks.read_once HOW PATH`.

HOW is `ours` (read, classified, totalled), `pandas` (`read_csv` alone) or `deals` (PATH says how
many: a plan calibrated on them). Prints seconds of the
wall and of the processor, bytes resident before the file and the most there ever were, and what
ours found; beside it the seconds of calibrating a plan on these costs.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.memory import resident

if TYPE_CHECKING:
    from roi_model.reading.result import Reading


def main() -> None:
    how, path = sys.argv[1], Path(sys.argv[2])
    if how == "deals":
        print(json.dumps(_deals(int(sys.argv[2]))))
        return
    found: dict[str, object] = {}
    if how == "ours":
        from roi_model.reading.reading import read

        read("Date;Libellé;Montant\n15/01/2024;Café;1 200,50\n".encode())  # what is imported late
    else:
        import pandas as pd
    before, _ = resident()
    cpu, wall = time.process_time(), time.perf_counter()
    if how == "ours":
        reading = read(path.read_bytes(), name=path.name)
        totals = reading.totals()
        found = {"all": totals["all"], "categories": len(totals["by_category"]),
                 "months": len(totals["by_month"]), "rows": reading.rows_kept,
                 "refused": reading.refused and reading.refused.code}  # fmt: skip
    else:
        fec = path.suffix == ".txt"
        frame = pd.read_csv(path, sep="\t" if fec else ";", encoding="utf-8" if fec else "cp1252")
        found = {"rows": len(frame)}
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resident()[1]
    if how == "ours":
        found["calibrated"] = _calibrated(reading)
    print(json.dumps({"wall": wall, "cpu": cpu, "before": before, "peak": peak, **found}))


def _deals(count: int) -> dict[str, object]:
    from benchmarks import ledgers
    from roi_model.reading.result import Reading

    few, many = (
        Reading("deals", deals=ledgers.deals(n), rows_read=n, rows_kept=n) for n in (100, count)
    )
    _calibrated(few)  # imports what is imported late
    before, _ = resident()
    wall, cpu = _calibrated(many)
    return {"wall": wall, "cpu": cpu, "before": before, "peak": resident()[1]}


def _calibrated(reading: Reading) -> list[float]:
    """Seconds of the wall and of the processor: reversals smoothed, compared, inputs suggested."""
    from roi_model.actuals.calibrate import calibrate
    from roi_model.storage.presets import presets

    plan = presets()[0].scenario
    cpu, wall = time.process_time(), time.perf_counter()
    calibrate(plan, [reading])
    return [time.perf_counter() - wall, time.process_time() - cpu]


if __name__ == "__main__":
    main()
