"""The workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from roi_model.declaration.errors import Problem, ScenarioError

R = TypeVar("R")


class Cluster(AbstractContextManager["Cluster"]):
    """The workers of a Dask cluster, by the address of its scheduler."""

    def __init__(self, address: str, patience: float = 30) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise ScenarioError([Problem("--cluster", "no_cluster_extra")]) from None
        try:
            self._client = Client(address, timeout=patience, set_as_default=False)
            self._client.wait_for_workers(1, timeout=patience)
        except (OSError, ValueError, TimeoutError):
            raise ScenarioError([Problem("--cluster", "no_cluster", address)]) from None
        self.count = sum(self._client.nthreads().values())
        self._executor: Executor = self._client.get_executor(pure=False)

    def submit(self, work: Callable[..., R], *arguments: Any) -> Future[R]:
        """To the scheduler, who sees to lost workers himself."""
        return self._executor.submit(work, *arguments)

    def __exit__(self, *_: object) -> None:
        """Leave it to others."""
        self._executor.shutdown(wait=False)
        self._client.close()
