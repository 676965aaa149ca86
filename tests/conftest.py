from pathlib import Path

import pytest
import time_machine


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder that holds pyproject.toml."""
    return Path(__file__).parents[1]


@pytest.fixture
def time_machine_today():
    """Let the site believe that it is the afternoon of `tests.factories.TODAY`."""
    from tests.factories import NOW  # noqa: PLC0415 - needs the apps to be loaded

    with time_machine.travel(NOW, tick=True):
        yield
