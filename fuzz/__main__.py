"""Run one fuzzer: `python -m fuzz NAME [SECONDS] [FOLDER]`; exit code 77 for a fault, which is kept in the folder.

What was tried and gave something new stays in the folder too, so that the next run goes on from there.
"""

from __future__ import annotations

import pkgutil
import sys
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import fuzz

OWN = {"__main__", "reader", "site"}
OF_THE_SITE = {"dossier", "oneroster", "photo", "queue", "workbook"}
MOST_SECONDS_EACH = 15
MOST_MEGABYTES = 2500


def names() -> list[str]:
    """List the readers."""
    return sorted(module.name for module in pkgutil.iter_modules(fuzz.__path__) if module.name not in OWN)


def main(name: str, seconds: str = "60", folder: str = "/tmp/banheng-fuzz") -> None:  # noqa: S108 - for one user
    """Fuzz a reader for so many seconds."""
    import atheris  # noqa: PLC0415 - the tests list the readers without it

    if name in OF_THE_SITE:
        import_module("fuzz.site")  # before: to watch the models of the site too makes its start take minutes
    with atheris.instrument_imports(include=["banheng", "ruamel", "pypdf", "openpyxl"]):
        reader = import_module(f"fuzz.{name}").READER
    corpus = Path(folder) / name
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in reader.seeds:
        (corpus / sha256(seed).hexdigest()).write_bytes(seed)
    limits = (
        f"-max_total_time={seconds}",
        f"-timeout={MOST_SECONDS_EACH}",
        f"-rss_limit_mb={MOST_MEGABYTES}",
    )
    place = f"-artifact_prefix={Path(folder) / name}-"
    atheris.Setup(
        ["fuzz", *limits, place, "-print_final_stats=1", "-verbosity=0", str(corpus)], reader.survives
    )
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        print(*names())  # noqa: T201 - its result
    else:
        main(*sys.argv[1:])
