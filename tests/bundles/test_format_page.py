import hashlib
import json
import re

from banheng.bundles import evidence_csv, roster_csv
from banheng.bundles.bundle import MANIFEST, MEMBERS, Manifest
from tests.bundles.packed import good


def page(project):
    return (project / "docs/reference/bundle-format.md").read_text(encoding="utf-8")


def test_every_finding_is_documented(project):
    sources = [path.read_text(encoding="utf-8") for path in (project / "src/banheng/bundles").glob("*.py")]

    defined = re.findall(r'"(bundle\.[EW]\d{3})"', "\n".join(sources))

    assert len(defined) == len(set(defined))
    assert sorted(defined, key=lambda each: each[-3:]) == re.findall(r"`(bundle\.[EW]\d{3})`", page(project))


def test_every_member_key_and_column_is_documented(project):
    named = {MANIFEST, *MEMBERS, *Manifest.model_fields, *evidence_csv.COLUMNS, *roster_csv.COLUMNS}

    missing = [name for name in named if f"`{name}`" not in page(project)]

    assert missing == []


def test_a_verifier_written_by_the_page_agrees():
    """The digest and the fingerprints of lines, by nothing but what the page says."""

    plain = json.loads(good().manifest.text())
    stated = {name: plain.pop(name) for name in ("digest", "public_key", "signature")}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert hashlib.sha256(text.encode()).hexdigest() == stated["digest"]
    for name, content in good().members.items():
        short = "".join(hashlib.sha256(line).hexdigest()[:8] for line in content.split(b"\n"))
        assert plain["members"][name] == {"sha256": hashlib.sha256(content).hexdigest(), "lines": short}
