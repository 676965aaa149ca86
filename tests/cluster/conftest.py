"""A Spark cluster on this machine, and 3,000 small schools to score on it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from benchmarks.nation_data import write_county, write_schemes
from tools.cluster import cluster as running_cluster
from tools.cluster import missing

NO_CLUSTER = "no Spark"
COUNTIES, SCHOOLS, CLASSES = 60, 50, 3
SEED = 8142  # one with which the counties use all schemes
PATIENCE_SECONDS = 600
BANHENG = Path(sys.executable).parent / "banheng"


def pytest_terminal_summary(terminalreporter):
    """Say loudly that nothing was tried on a cluster."""
    skipped = terminalreporter.stats.get("skipped", [])
    if number := sum(NO_CLUSTER in str(one.longrepr) for one in skipped):
        title = f"{number} CLUSTER TESTS DID NOT RUN: {missing().upper()}"
        terminalreporter.write_sep("=", title, red=True, bold=True)


@pytest.fixture(scope="session", autouse=True)
def _can_run():
    if reason := missing():
        pytest.skip(f"{NO_CLUSTER}: {reason}")


@dataclass(frozen=True)
class Done:
    """How a command ended, and the files it wrote by name."""

    code: int
    stdout: str
    stderr: str
    files: dict[str, bytes]


@dataclass(frozen=True)
class Province:
    """An export, and how to score it."""

    export: Path
    work: Path

    def begin(self, name: str, *options: str, export: Path | None = None) -> subprocess.Popen[str]:
        arguments = [str(export or self.export), "--period", "2026-10", "--lang", "en", "--format", "csv"]
        return subprocess.Popen(
            [BANHENG, "score", *arguments, "--output", str(self.work / name), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def end(self, name: str, process: subprocess.Popen[str]) -> Done:
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
        folder = self.work / name
        written = {
            str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
        }
        return Done(process.returncode, out, err, written)

    def score(self, name: str, *options: str, export: Path | None = None) -> Done:
        return self.end(name, self.begin(name, *options, export=export))


@pytest.fixture(scope="session")
def province(tmp_path_factory) -> Province:
    """3,000 schools under 50 schemes; every second county has packed evidence, the others as a ledger has it."""
    work = tmp_path_factory.mktemp("province")
    export = work / "export"
    schemes = write_schemes(str(export))
    for number in range(COUNTIES):
        write_county(
            str(export),
            number,
            SCHOOLS * CLASSES,
            schemes,
            seed=SEED,
            per_teacher=10,
            packed=number % 2 == 0,
            sizes=(CLASSES,),
        )
    return Province(export, work)


@pytest.fixture(scope="session")
def pools(province) -> Path:
    """Sums to share out in some counties."""
    path = province.work / "pools.csv"
    path.write_text("county,yuan\n110000,12345.67\n110007,20000\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def embedded(province, pools) -> Done:
    """The result of this machine alone."""
    return province.score("embedded", "--pools", str(pools))


@pytest.fixture(scope="session")
def cluster(_can_run):
    """A master and two workers."""
    with running_cluster(workers=2) as running:
        yield running


@pytest.fixture
def damaged(province, tmp_path) -> Path:
    """The export with one byte of a county's evidence changed, and another county half written."""
    copy = tmp_path / "export"
    shutil.copytree(province.export, copy)
    file = copy / "county=110003/month=2026-10/evidence.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 0xFF
    file.write_bytes(content)
    (copy / "county=110004/month=2026-10/manifest.json").unlink()
    return copy
