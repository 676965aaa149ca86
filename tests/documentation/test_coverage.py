from pathlib import Path

import pytest
from ruamel.yaml import YAML

PROJECT = Path(__file__).parents[2]
CATALOGUE = PROJECT / "../shared/requirements"
COVERAGE = YAML(typ="safe").load(PROJECT / "docs/reference/coverage.yaml")
RUN_BY_SCHEMES = {"score", "weight", "level", "veto", "rank", "allowance"}


def kinds_of_clauses(document):
    path = CATALOGUE / f"seed-{document}.yaml"
    if not path.exists():
        pytest.skip("the catalogue is not in this checkout")
    seed = YAML(typ="safe").load(path)
    return {clause["id"]: clause["kind"] for article in seed["articles"] for clause in article["clauses"]}


@pytest.mark.parametrize("document", COVERAGE)
def test_every_clause_is_in_the_catalogue(document):
    """Prints what is covered of the clauses that score or pay: `pytest -s`."""
    kinds = kinds_of_clauses(document)
    covered = set(COVERAGE[document])

    assert covered <= set(kinds)

    wanted = {clause for clause, kind in kinds.items() if kind in RUN_BY_SCHEMES}
    share = f"{len(wanted & covered)} of {len(wanted)}"
    print(f"\n{document}: {share} run; open: {', '.join(sorted(wanted - covered))}")  # noqa: T201 - a figure to read, not to fail by


@pytest.mark.parametrize("document", COVERAGE)
def test_every_proof_is_a_file_whose_scheme_cites_the_clause(document):
    for clause, entry in COVERAGE[document].items():
        proof = PROJECT / entry["proof"]
        assert entry["feature"], clause
        assert proof.is_file(), clause
        if "/library/" in entry["proof"]:
            assert clause in (proof.parent / "scheme.yaml").read_text(encoding="utf-8"), clause
