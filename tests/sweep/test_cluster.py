"""A Dask cluster gives the rows of one process, whatever becomes of its workers."""

from __future__ import annotations

from pathlib import Path

from roi_model.sweep.cluster import Cluster
from tests.sweep.here import Killer, swept


def test_the_same_bytes_on_a_cluster_that_loses_a_worker(
    given: Path, wanted: bytes, tmp_path: Path
) -> None:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL"
    ) as cluster, Cluster(cluster.scheduler_address) as workers:  # fmt: skip
        assert workers.count == 2
        swept(given, tmp_path / "out.parquet", Killer(workers, "spawn_main"))
    assert (tmp_path / "out.parquet").read_bytes() == wanted
