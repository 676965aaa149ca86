"""Whether a database is of this version is seen by the names of its migrations, without loading them."""

import pytest
from django.db.migrations.loader import MigrationLoader

from banheng.web.backups.archive import applied_migrations
from banheng.web.backups.newer import is_of_this_version


@pytest.fixture(scope="module")
def loaded():
    """The migrations that Django finds, and all of them."""
    return [f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations]


def test_a_database_of_this_version_has_the_migrations_that_django_would_load(loaded):
    assert is_of_this_version(loaded)


@pytest.mark.django_db
def test_a_database_that_was_brought_up_to_date_is_of_this_version():
    assert is_of_this_version(applied_migrations())


def test_one_that_lacks_a_migration_or_has_one_of_a_newer_version_is_not(loaded):
    assert not is_of_this_version(loaded[1:])
    assert not is_of_this_version([*loaded, "ledger.9999_tomorrow"])
