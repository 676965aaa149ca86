import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from banheng.bundles.signing import (
    fingerprint_of,
    is_signed,
    make_private_key,
    public_key_of,
    read_private_key,
    sign,
    wanted_fingerprint,
)
from banheng.core.errors import KeyUnreadable
from tests.bundles.packed import KEY, OTHER_KEY

DIGEST = "d" * 64
OURS = public_key_of(KEY)


def pem_of(key):
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def test_a_signature_is_that_of_one_key_on_one_digest():
    signature = sign(DIGEST, KEY)

    assert is_signed(DIGEST, signature, OURS)
    assert not is_signed("e" * 64, signature, OURS)
    assert not is_signed(DIGEST, signature, public_key_of(OTHER_KEY))
    assert not is_signed(DIGEST, "00", OURS)


def test_a_key_that_was_made_is_read_again_and_is_its_owners_only(tmp_path):
    path = tmp_path / "key.pem"

    made = make_private_key(path)

    assert public_key_of(read_private_key(path)) == public_key_of(made)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_two_who_make_a_key_at_once_get_the_same(tmp_path):
    first = make_private_key(tmp_path / "key.pem")

    assert public_key_of(make_private_key(tmp_path / "key.pem")) == public_key_of(first)


@pytest.mark.parametrize("how", ["pem", "hex file", "hex", "spaced", "fingerprint", "bare fingerprint"])
def test_a_key_is_named_by_file_by_itself_or_by_its_fingerprint(tmp_path, how):
    path = tmp_path / "school.key"
    path.write_bytes(pem_of(KEY) if how == "pem" else f"{OURS}\n".encode())
    named = {
        "hex": OURS.upper(),
        "spaced": f"{OURS[:32]} {OURS[32:]}",
        "fingerprint": fingerprint_of(OURS),
        "bare fingerprint": fingerprint_of(OURS).replace(" ", ""),
    }

    assert wanted_fingerprint(named.get(how, str(path))) == fingerprint_of(OURS)


@pytest.mark.parametrize("named", ["nosuch.pem", "abc", "", "g" * 64])
def test_what_names_no_key_is_refused(named):
    with pytest.raises(KeyUnreadable):
        wanted_fingerprint(named)


def test_keys_of_another_kind_are_refused(tmp_path):
    rsa = generate_private_key(65537, 2048)
    public, private = tmp_path / "public.pem", tmp_path / "private.pem"
    public.write_bytes(pem_of(rsa))
    private.write_bytes(rsa.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    for read, path in (
        (wanted_fingerprint, str(public)),
        (read_private_key, private),
        (read_private_key, public),
    ):
        with pytest.raises(KeyUnreadable):
            read(path)
