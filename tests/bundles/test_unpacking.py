import io
import json
import random
import struct
import zipfile

import pytest

from banheng.bundles import unpacking
from banheng.bundles.bundle import MANIFEST, MEMBERS
from banheng.bundles.packing import as_zip, pack
from banheng.bundles.unpacking import unpack
from banheng.bundles.verifying import verify
from banheng.core.errors import BundleUnreadable
from banheng.core.wording import Language
from tests.bundles.packed import KEY, OTHER_KEY, contents, good


def zipped(members, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as file:
        for name, content in members:
            file.writestr(name, content)
    return out.getvalue()


def members(**manifest):
    """The good bundle's members by name; the manifest with other values."""
    plain = {**good().manifest.model_dump(), **manifest}
    text = json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
    return {MANIFEST: text.encode(), **good().members}


def with_one(name, content):
    return zipped([*members().items(), (name, content)])


def without(name):
    return zipped([item for item in members().items() if item[0] != name])


def instead(name, content):
    return zipped([*{**members(), name: content}.items()])


@pytest.fixture
def refusal(tmp_path):
    """Unpack a file and give the sentence that refuses it."""

    def refuse(content, language=Language.ZH_HANS):
        path = tmp_path / "b.zip"
        path.write_bytes(content)
        with pytest.raises(BundleUnreadable) as refused:
            unpack(path)
        [finding] = refused.value.findings
        return finding.line(language)

    return refuse


def test_what_is_unpacked_is_what_was_packed(tmp_path):
    path = tmp_path / "b.zip"
    path.write_bytes(as_zip(good()))

    assert unpack(path) == good()


def test_the_same_contents_give_the_same_file_and_another_signer_the_same_digest():
    again, other = pack(contents(), KEY), pack(contents(), OTHER_KEY)

    assert as_zip(again) == as_zip(good())
    assert other.manifest.digest == good().manifest.digest


CASES = {
    "no ZIP": (b"hello", "bundle.E002 错误: 不是核验包，或文件已损坏"),
    "empty": (b"", "bundle.E002"),
    "cut off": (as_zip(good())[:-100], "bundle.E002"),
    "a path above": (with_one("../../etc/passwd", b"x"), "bundle.E004 错误: 包里有指向别处的路径“../../etc/passwd”"),
    "an absolute path": (with_one("/etc/passwd", b"x"), "bundle.E004"),
    "a path of Windows": (with_one("..\\x", b"x"), "bundle.E004"),
    "a drive": (with_one("C:x", b"x"), "bundle.E004"),
    "a folder": (with_one("photos/", b""), "bundle.E004"),
    "an unknown member": (with_one("notes.txt", b"x"), "bundle.E005 错误: 包里多了“notes.txt”"),
    "a missing member": (without("roster.csv"), "bundle.E006 错误: 包里缺少“roster.csv”"),
    "no manifest": (without(MANIFEST), "bundle.E006 错误: 包里缺少“manifest.json”"),
    "another format": (zipped(members(format="banheng-bundle/2").items()), "bundle.E010 错误: 格式是“banheng-bundle/2”"),
    "a manifest that is no JSON": (instead(MANIFEST, b"{"), "bundle.E009 错误: 清单不合规定（manifest.json）"),
    "a manifest that is a list": (instead(MANIFEST, b"[]"), "bundle.E009"),
    "a manifest too deep": (instead(MANIFEST, b"[" * 100_000), "bundle.E009"),
    "a manifest with half a character": (instead(MANIFEST, members()[MANIFEST].replace("实验小学".encode(), b"\\ud800")), "bundle.E009"),
    "a key too many": (zipped(members(more=1).items()), "bundle.E009 错误: 清单不合规定（more）"),
    "a digest that is none": (zipped(members(digest="x").items()), "bundle.E009 错误: 清单不合规定（digest）"),
    "a number as text": (zipped(members(edition="2").items()), "bundle.E009 错误: 清单不合规定（edition）"),
    "members that are not listed": (zipped(members(members={}).items()), "bundle.E009"),
    "a manifest written otherwise": (instead(MANIFEST, members()[MANIFEST] + b"\n"), "bundle.E009"),
    "a manifest that says a thing twice": (
        instead(MANIFEST, members()[MANIFEST].replace(b"{", b'{"period": "2026-09",', 1)),
        "bundle.E009",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_is_no_bundle_is_refused_with_its_reason(refusal, case):
    content, words = CASES[case]

    assert words in refusal(content)


def test_a_member_that_is_there_twice_is_refused(refusal):
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = with_one("roster.csv", b"x")

    assert "bundle.E007 错误: “roster.csv”在包里有两份" in refusal(content)


def test_a_member_packed_otherwise_is_refused(refusal):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as file:
        for name, content in members().items():
            file.writestr(name, content)

    assert "bundle.E008" in refusal(out.getvalue())


def test_a_bomb_is_not_unpacked(refusal):
    bomb = instead("evidence.csv", b"0" * (129 << 20))

    assert len(bomb) < 1 << 20
    assert "bundle.E003 错误: evidence.csv 展开后超过 128 MB" in refusal(bomb)


def test_a_bomb_that_understates_its_size_is_not_unpacked(refusal):
    bomb = instead("scheme.yaml", b"0" * (8 << 20))
    stated = struct.pack("<L", 8 << 20)
    assert bomb.count(stated) == 2

    assert "bundle.E002" in refusal(bomb.replace(stated, struct.pack("<L", 1000)))


def test_a_directory_of_countless_entries_is_not_read(refusal, monkeypatch):
    content = zipped((f"m{number}", b"") for number in range(200))
    monkeypatch.setattr(unpacking.zipfile, "ZipFile", None)

    assert "bundle.E002" in refusal(content)


def test_a_file_beyond_all_measure_is_not_read(refusal, monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_FILE", 1 << 20)

    assert "bundle.E003 error: b.zip would take more than 1 MB" in refusal(bytes(2 << 20), Language.EN)


def test_a_file_that_is_not_there_is_told(tmp_path):
    for path in (tmp_path / "none.zip", tmp_path):
        with pytest.raises(BundleUnreadable) as refused:
            unpack(path)
        assert refused.value.findings[0].id == "bundle.E001"


def test_no_byte_can_be_changed_unseen(tmp_path):
    """Whatever byte is changed, the bundle is refused, or it still holds the same."""
    content, path, random_ = as_zip(good()), tmp_path / "b.zip", random.Random(4)  # noqa: S311 - the same bytes each time
    for _ in range(300):
        place = random_.randrange(len(content))
        other = bytes([content[place] ^ 1 << random_.randrange(8)])
        path.write_bytes(content[:place] + other + content[place + 1 :])
        try:
            found = unpack(path)
        except BundleUnreadable:
            continue
        assert found == good() or not all(check.holds for check in verify(found))


def test_every_member_has_its_place_in_the_manifest():
    assert tuple(good().manifest.members) == MEMBERS
