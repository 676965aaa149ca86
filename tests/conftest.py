import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.web.own_site import DATABASE, first_on_postgresql, first_on_sqlite

# How long an example takes says how busy the machine is; times belong in benchmarks.
hypothesis_settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("any machine")

NO_CHROMIUM = "no Chromium"


def pytest_terminal_summary(terminalreporter):
    """Say loudly how many tests did not run for want of a browser."""
    skipped = terminalreporter.stats.get("skipped", [])
    if number := sum(NO_CHROMIUM in str(one.longrepr) for one in skipped):
        title = f"{number} BROWSER TESTS DID NOT RUN: NO CHROMIUM"
        terminalreporter.write_sep("=", title, red=True, bold=True)
        terminalreporter.write_line("Install it: apt-get install chromium fonts-noto-cjk")


def pytest_collection_modifyitems(config, items):
    """Leave what runs on SQLite to the run without a PostgreSQL, which has it all."""
    if os.environ.get("DATABASE_URL"):
        again = {item for item in items if _is_of_sqlite(item)}
        config.hook.pytest_deselected(items=sorted(again, key=items.index))
        items[:] = [item for item in items if item not in again]


def _is_of_sqlite(item):
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return any(isinstance(value, str) and value == "sqlite" for value in values)


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder that holds pyproject.toml."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Let the database of the tests begin as a copy of a migrated one."""
    if connection.vendor == "sqlite":
        connection_created.connect(_fill)
    else:
        _, database = first_on_postgresql(os.environ["DATABASE_URL"])
        connection.settings_dict["TEST"]["TEMPLATE"] = database


def _fill(connection, **_signal):
    """Copy into the database in memory, which goes with its last connection, as soon as there is one."""
    connection_created.disconnect(_fill)
    with closing(sqlite3.connect(first_on_sqlite() / DATABASE)) as first:
        first.backup(connection.connection)


@pytest.fixture(autouse=True)
def first_language():
    """Begin in the first language: a page asked for in another leaves that behind for the next test."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def time_machine_today():
    """Let the site believe that it is the afternoon of `tests.factories.TODAY`."""
    from tests.factories import NOW  # noqa: PLC0415 - needs the apps to be loaded

    with time_machine.travel(NOW, tick=True):
        yield
