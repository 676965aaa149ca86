"""A province on a real Spark cluster of this machine comes to the digits of one machine."""

import time
from io import BytesIO

import polars as pl
import pytest
from tests.cluster.conftest import COUNTIES, PATIENCE_SECONDS, SCHOOLS

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("cluster")]


def test_a_cluster_gives_the_bytes_of_one_machine(province, pools, embedded, cluster):
    done = province.score("cluster", "--pools", str(pools), "--cluster", cluster.url)

    assert done.code == embedded.code == 0, done.stderr
    assert done.files == embedded.files
    assert done.stdout == embedded.stdout


def test_it_is_a_province_with_as_many_schools_and_schemes_as_it_says(embedded):
    results = pl.concat(
        pl.read_parquet(BytesIO(content))
        for name, content in embedded.files.items()
        if name.endswith(".parquet")
    )

    assert results["school"].n_unique() == COUNTIES * SCHOOLS == 3_000
    assert results["scheme"].n_unique() == 50
    assert results["county_pool"].sum() == 1_234_567 + 2_000_000


def test_a_worker_killed_in_the_middle_changes_nothing(province, pools, embedded, cluster):
    running = province.begin("killed", "--pools", str(pools), "--cluster", cluster.url)
    victim, other = cluster.workers
    before = cluster.tasks_done(victim) + cluster.tasks_done(other)
    end = time.monotonic() + PATIENCE_SECONDS
    while cluster.tasks_done(victim) + cluster.tasks_done(other) < before + 4 and time.monotonic() < end:
        time.sleep(0.05)
    finished = cluster.tasks_done(victim) + cluster.tasks_done(other) - before

    cluster.kill(victim)

    assert 0 < finished < COUNTIES
    assert running.poll() is None
    done = province.end("killed", running)
    cluster.start_worker()
    assert done.code == 0, done.stderr
    assert done.files == embedded.files


def test_a_damaged_file_is_named_and_the_rest_is_not_lost(province, pools, embedded, cluster, damaged):
    done = province.score("rest", "--pools", str(pools), "--cluster", cluster.url, export=damaged)

    assert done.code == 2
    assert (
        f"{damaged}/county=110003/month=2026-10/evidence.parquet: parts.E001 error: the file is damaged"
        in (done.stderr)
    )
    assert f"{damaged}/county=110004/month=2026-10/manifest.json: parts.E002 error: cannot be read" in (
        done.stderr
    )
    rest = {name: content for name, content in embedded.files.items() if name.endswith("results.parquet")}
    del rest["county=110003/results.parquet"], rest["county=110004/results.parquet"]
    assert {name: content for name, content in done.files.items() if name.endswith("results.parquet")} == rest
    assert done.files["counties.csv"].count(b"\n") == COUNTIES - 2 + 2  # a header and the sum
