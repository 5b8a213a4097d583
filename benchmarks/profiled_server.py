"""Streamlit with a clock and a profiler round every rerun: `python -m benchmarks.profiled_server`.

Takes Streamlit's own arguments. Writes what it saw to the file `PROFILE_TO` names after every
rerun of a fragment: the profile of all of them, or, without `PROFILE_CALLS=1`, their times alone
(a profiler makes Python code several times slower than it is).
"""

from __future__ import annotations

import cProfile
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx
from streamlit.web import cli

WARM = 4
"""Reruns that do not count."""

target = Path(os.environ["PROFILE_TO"])
profiler = cProfile.Profile() if os.environ.get("PROFILE_CALLS") == "1" else None
seen: list[tuple[float, float]] = []
reruns = 0


def clocked(run: Callable[..., Any]) -> Callable[..., Any]:
    """The function that runs a script, timed where the rerun is a fragment's."""

    def timed(*given: Any, **named: Any) -> Any:
        global reruns
        context = get_script_run_ctx()
        if context is None or not context.fragment_ids_this_run:
            return run(*given, **named)
        reruns += 1
        if reruns <= WARM:
            return run(*given, **named)
        wall, cpu = time.perf_counter(), time.thread_time()
        if profiler is None:
            done = run(*given, **named)
        else:
            profiler.enable()
            try:
                done = run(*given, **named)
            finally:
                profiler.disable()
        seen.append((time.perf_counter() - wall, time.thread_time() - cpu))
        if profiler is None:
            target.write_text(json.dumps(seen))
        else:
            profiler.dump_stats(target)
        return done

    return timed


def main() -> None:
    from streamlit.runtime.scriptrunner import script_runner

    script_runner.exec_func_with_error_handling = clocked(  # type: ignore[assignment]
        script_runner.exec_func_with_error_handling
    )
    sys.argv[0] = "streamlit"
    sys.exit(cli.main())


if __name__ == "__main__":
    main()
