"""What a school has put in force keeps its fingerprint while the language grows."""

from pathlib import Path

import pytest

from banheng.schemes.library import library_path, list_library
from banheng.schemes.loading import load_scheme, parse_scheme

DEMO = Path(__file__).parent / "demo.yaml"
NEWER = ("honours", "consequences")
"""Keys that came after the first schemes were on record."""

KNOWN = {
    "000-D": "7fae0362e06b1648",
    "000-E": "708e02ea3132196b",
    "000-H": "24cbfe8678475566",
    "000-I": "cf9abd03b00acb17",
    "000-J": "8f7ae219a7408f98",
    "000-L": "94569f58970f539c",
    "001-A": "b1f3a00ea1d9b46a",
    "001-F": "bcce4ceb840e6748",
    "001-L": "d98c4d7739488b13",
    "001-M": "e303a034c851e482",
    "001-N": "e95d82589bb04a85",
    "001-Q": "e50ccda42494d3e0",
    "001-Q-month": "f521255363b3dd33",
    "001-U": "b96ba24b7216ece3",
    "001-W": "bb8d4b38762ab904",
    "002-D": "60d28cc4059c5b90",
    "003-A": "3b4d2f433dc42988",
    "004-K": "2c9cf8bfd59733f6",
    "demo": "e44e36d910be8743",
}


@pytest.mark.parametrize("code", KNOWN)
def test_a_scheme_that_does_not_use_a_new_key_keeps_its_fingerprint(code):
    path = DEMO if code == "demo" else library_path(code) / "scheme.yaml"

    assert load_scheme(path).fingerprint.startswith(KNOWN[code])


@pytest.mark.parametrize("code", list_library())
def test_only_what_is_written_enters_the_fingerprint(code):
    file = load_scheme(library_path(code) / "scheme.yaml")

    written = file.scheme.model_dump(mode="json", by_alias=True, exclude_unset=True)

    assert {key for key in NEWER if key in file.content} == {key for key in NEWER if key in written}


def test_a_new_key_changes_it():
    text = DEMO.read_text(encoding="utf-8")

    with_honour = text + "honours:\n  - {code: best, name: 优秀班主任, ratings: [excellent]}\n"

    assert parse_scheme(with_honour).fingerprint != parse_scheme(text).fingerprint
