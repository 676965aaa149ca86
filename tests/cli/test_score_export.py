"""`banheng score` of what `banheng ledger export` wrote."""

import csv
import io
import json
import sys

import polars as pl
import pytest
from tests.cli.conftest import EXAMPLE
from tests.scoring.test_counties import SCHEME, make_county


@pytest.fixture
def export(tmp_path):
    folder = tmp_path / "export"
    make_county(folder, "330106")
    make_county(folder, "330110")
    return folder


def test_counties_and_their_sum_are_shown(run, export):
    lines = run("score", export, "--period", "2026-10").stdout.splitlines()

    assert lines[0].split()[:3] == ["县区", "学校", "班主任"]
    assert [line.split()[:4] for line in lines[1:]] == [
        ["330106", "1", "1", "90"],
        ["330110", "1", "1", "90"],
        ["合计", "2", "2", "90"],
    ]


def test_json_names_its_form(run, export):
    told = json.loads(run("score", export, "--period", "2026-10", "--format", "json").stdout)

    assert (told["version"], told["period"], told["refused"]) == ("banheng-counties/1", "2026-10", [])
    assert told["counties"][0] == {
        "county": "330106",
        "schools": 1,
        "teachers": 1,
        "mean_percent": "90",
        "pay_yuan": "0.00",
        "pool_yuan": "0.00",
        "cv_points": "0.0000",
        "cv_pay": None,
    }


def test_all_results_are_written(run, export, tmp_path):
    out = tmp_path / "out"

    run("score", export, "--period", "2026-10", "--output", out)

    assert pl.read_parquet(out / "county=330106/results.parquet")["total"].to_list() == [90_000]
    assert [line["school"] for line in table(out / "schools.csv")] == ["s1", "s1"]
    assert [line["county"] for line in table(out / "counties.csv")] == ["330106", "330110", ""]


def table(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_a_county_that_is_refused_leaves_no_results_of_before(run, export, tmp_path):
    out = tmp_path / "out"
    run("score", export, "--period", "2026-10", "--output", out)
    damaged = export / "county=330110/month=2026-10/roster.parquet"
    damaged.write_bytes(b"")

    done = run("score", export, "--period", "2026-10", "--output", out, "--format", "json")

    assert done.exit_code == 2
    assert f"{damaged}: parts.E001 错误: 文件已损坏" in done.stderr
    assert [each["file"] for each in json.loads(done.stdout)["refused"]] == [str(damaged)]
    assert {path.name for path in out.glob("county=*")} >= {"county=330106"}
    assert not (out / "county=330110/results.parquet").exists()
    assert (out / "county=330106/results.parquet").exists()


def test_content_that_is_refused_exits_with_1(run, tmp_path):
    make_county(tmp_path, "330106", scheme={**SCHEME, "period": "week"})

    done = run("score", tmp_path, "--period", "2026-10")

    assert done.exit_code == 1
    assert "parts.E003 错误: 这个县没有计算：" in done.stderr


def test_pools_are_shared_out_in_their_counties(run, export, tmp_path):
    pools = tmp_path / "pools.csv"
    pools.write_text("县,元\n330110,20000.05\n", encoding="utf-8")

    out = run("score", export, "--period", "2026-10", "--pools", pools, "--format", "csv").stdout

    assert [line["pool_yuan"] for line in csv.DictReader(io.StringIO(out))] == [
        "0.00",
        "20000.05",
        "20000.05",
    ]


@pytest.mark.parametrize("line", ["330110", "330110,0.001", "330110,many", "330110,-1", "330106,1"])
def test_a_line_of_pools_that_cannot_be_read_is_named(run, export, tmp_path, line):
    pools = tmp_path / "pools.csv"
    pools.write_text(f"330106,1\n{line}\n", encoding="utf-8")

    done = run("score", export, "--period", "2026-10", "--pools", pools)

    assert done.exit_code == 2
    assert "cli.E045" in done.stderr
    assert "第 2 行" in done.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--period", "2026-11"), "cli.E043"),
        (("--period", "2026-W41"), "cli.E044"),
        (("--period", "10月"), "cli.E002"),
        (("--period", "2026-10", "--evidence", "e.csv"), "--evidence: cli.E046"),
        (("--period", "2026-10", "--engine", "reference"), "--engine: cli.E046"),
        (("--period", "2026-10", "--skip-bad-rows"), "--skip-bad-rows: cli.E046"),
        (("--period", "2026-10", "--format", "xlsx"), "--format: cli.E046"),
    ],
)
def test_what_does_not_go_with_an_export_is_refused(run, export, options, words):
    done = run("score", export, *options)

    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("option", ["--cluster", "--pools"])
def test_what_goes_only_with_an_export_is_refused_beside_a_scheme(run, inputs, option):
    done = run("score", "primary-month", *inputs, option, "x")

    assert done.exit_code == 2
    assert f"{option}: cli.E046" in done.stderr


def test_a_scheme_still_needs_evidence_and_roster(run):
    missing = run("score", "primary-month", "--period", "2026-10")
    half = run("score", "primary-month", "--period", "2026-10", "--evidence", EXAMPLE / "evidence.csv")

    assert (missing.exit_code, half.exit_code) == (2, 2)
    assert missing.stderr.startswith("缺少 --evidence。")
    assert half.stderr.startswith("缺少 --roster。")


@pytest.mark.parametrize("module", ["pyspark", "py4j.protocol"])
def test_without_the_extra_a_cluster_is_refused_with_what_to_do(run, export, monkeypatch, module):
    monkeypatch.setitem(sys.modules, module, None)

    done = run("score", export, "--period", "2026-10", "--cluster", "spark://127.0.0.1:8149")

    assert done.exit_code == 2
    assert "cli.E040" in done.stderr
    assert "pip install 'banheng[cluster]'" in done.stderr


def test_without_java_a_cluster_is_refused_with_what_to_do(run, export, monkeypatch, tmp_path):
    pytest.importorskip("pyspark")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    done = run("score", export, "--period", "2026-10", "--cluster", "spark://127.0.0.1:8149")

    assert done.exit_code == 2
    assert "cli.E041" in done.stderr
    assert "openjdk-17" in done.stderr


def test_java_that_is_too_old_is_told_by_its_version(run, export, monkeypatch, tmp_path):
    pytest.importorskip("pyspark")
    java = tmp_path / "bin/java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n", encoding="ascii")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    done = run("score", export, "--period", "2026-10", "--cluster", "spark://127.0.0.1:8149")

    assert "cli.E041" in done.stderr
    assert "11.0.2" in done.stderr


@pytest.mark.parametrize("address", ["spark://127.0.0.1:8149", "local[2]", "spark://127.0.0.1"])
def test_a_cluster_that_does_not_answer_is_refused_at_once(run, export, address):
    pytest.importorskip("pyspark")

    done = run("score", export, "--period", "2026-10", "--cluster", address)

    assert done.exit_code == 2
    assert "cli.E042" in done.stderr
    assert address in done.stderr
