"""Streamlit with a clock round every rerun of a fragment: `python -m benchmarks.clocked_server`.

Takes Streamlit's own arguments. Appends a line for every rerun, its seconds on the wall and of the
processor in the script's thread, to the file `CLOCK_TO` names; where `PROFILE_TO` names a file,
the profile of all reruns goes there (a profiler makes Python several times slower than it is).
"""

from __future__ import annotations

import cProfile
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx
from streamlit.web import cli

WARM = 5
"""Reruns that the profile leaves out."""


class Clock:
    """Runs what it is given and notes how long it took."""

    def __init__(self, times: Path, profile: Path | None) -> None:
        self.times = times
        self.profile = profile
        self.profiler = cProfile.Profile()
        self.reruns = 0

    def __call__(self, run: Callable[..., Any], *given: Any) -> Any:
        self.reruns += 1
        wall, cpu = time.perf_counter(), time.thread_time()
        profiled = self.profile is not None and self.reruns > WARM
        if profiled:
            self.profiler.enable()
        try:
            return run(*given)
        finally:
            if profiled:
                self.profiler.disable()
            wall, cpu = time.perf_counter() - wall, time.thread_time() - cpu
            with self.times.open("a") as log:
                log.write(f"{wall} {cpu}\n")
            if profiled:
                self.profiler.dump_stats(str(self.profile))


def main() -> None:
    profile = os.environ.get("PROFILE_TO")
    clock = Clock(Path(os.environ["CLOCK_TO"]), Path(profile) if profile else None)
    run = script_runner.exec_func_with_error_handling

    def clocked(code: Callable[[], None], context: Any) -> Any:
        seen = get_script_run_ctx()
        is_fragment = seen is not None and seen.fragment_ids_this_run
        return clock(run, code, context) if is_fragment else run(code, context)

    script_runner.exec_func_with_error_handling = clocked  # type: ignore[assignment]
    sys.argv[0] = "streamlit"
    sys.exit(cli.main())


if __name__ == "__main__":
    main()
