import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_limits():
    """Let no test start with what another has used up of a rate limit."""
    cache.clear()
