"""The readers that `make fuzz` tries for long, tried for short: only documented errors, in bounded time."""

from datetime import timedelta
from importlib import import_module

import pytest
from fuzz.__main__ import names
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LONGEST = timedelta(seconds=30)
"""Far above what any reader takes on a loaded machine: a reader that hangs fails, a slow machine does not."""
TOKENS = [
    b"\0",
    b"\xff\xfe",
    b"\r\n",
    b'"',
    b"'",
    b"{",
    b"[" * 50,
    b"=1+1",
    b"1e999999999",
    b"9" * 400,
    b"-",
    b",,,",
]
TOKENS += [
    "：".encode(),
    "１".encode(),
    "²".encode(),
    b"*a &a",
    b"!!python/object:os.system",
    b"<!DOCTYPE x>",
    b"0x",
    b"\xed\xa0\x80",
]


@st.composite
def mutated(draw, seeds):
    """Take a good file and change it in a few places: cut, doubled, overwritten, with a token put in."""
    content = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 4))):
        first = draw(st.integers(0, len(content)))
        last = draw(st.integers(first, min(len(content), first + 60)))
        piece = draw(st.sampled_from(TOKENS) | st.binary(max_size=8) | st.just(content[first:last] * 2))
        content = content[:first] + piece + content[last:]
    return content


@pytest.mark.parametrize("name", names())
def test_a_mutated_file_is_taken_or_refused_in_words(name):
    reader = import_module(f"fuzz.{name}").READER
    assert reader.survives(reader.seeds[0]) or name == "scheme"

    @settings(max_examples=40, deadline=LONGEST, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(mutated(reader.seeds))
    def tried(content):
        reader.survives(content)

    tried()
