"""The site packs what it published, and any machine computes it again."""

import stat
from datetime import date, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from banheng.accounts.roles import Role
from banheng.assessment.amending import accept_changes
from banheng.assessment.bundling import bundle_of
from banheng.assessment.computing import compute
from banheng.assessment.freezing import freeze, standing
from banheng.assessment.models import FrozenSheet
from banheng.assessment.periods import find_period
from banheng.bundles.evidence_csv import read_evidence
from banheng.bundles.packing import as_zip
from banheng.bundles.signing import fingerprint_of
from banheng.bundles.unpacking import unpack
from banheng.bundles.verifying import verify
from banheng.core.wording import Language
from banheng.ledger.models import Record
from banheng.ledger.site_key import public_key, signing_key
from banheng.ledger.voiding import void
from banheng.schools.models import Posting, Staff
from tests.assessment.settling import SEPTEMBER, account, finalise_september, publish_september
from tests.factories import NOW, TODAY, adopt, make_one_of_each, make_school, put_one

pytestmark = pytest.mark.django_db
PUPIL = "张小明"


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.BUNDLE_KEY = tmp_path / "keys" / "bundle-key.pem"


@pytest.fixture
def small():
    small = make_school()
    adopt(small.school)
    put_one(small.school, day=SEPTEMBER, note=f"{PUPIL}值日缺岗")
    put_one(small.school, school_class="102", day=SEPTEMBER, by=account(PUPIL))
    return small


def told(bundle):
    """What a verifier says that knows the site's key."""
    checks = verify(bundle, fingerprint_of(public_key()))
    return [finding.say(Language.ZH_HANS) for check in checks for finding in check.findings]


def test_a_published_result_is_verified_from_its_file_alone(small, tmp_path):
    edition = standing(publish_september(small.school))
    path = tmp_path / "september.zip"

    path.write_bytes(as_zip(bundle_of(edition)))

    bundle = unpack(path)
    assert told(bundle) == []
    assert bundle.manifest.edition.digest == edition.digest
    assert (bundle.manifest.school.name, bundle.manifest.ledger.hash) == ("育才小学", edition.ledger_hash)


def test_it_is_the_same_whenever_it_is_made(small):
    edition = standing(finalise_september(small.school))
    before = as_zip(bundle_of(edition))

    put_one(small.school, day=TODAY)
    Posting.objects.filter(school_class=small.classes["101"]).update(
        staff=Staff.objects.create(school=small.school, code="t9", name="教师九")
    )

    assert as_zip(bundle_of(FrozenSheet.objects.get(pk=edition.pk))) == before


def test_both_editions_of_an_amended_result_are_verified(small):
    sheet = publish_september(small.school)
    Posting.objects.filter(school_class=small.classes["101"]).update(
        staff=Staff.objects.create(school=small.school, code="t9", name="教师九")
    )
    accept_changes(sheet, reason="名册更正", by=account("principal"), at=NOW + timedelta(days=1))

    bundles = [bundle_of(edition) for edition in sheet.editions.all()]

    assert [told(bundle) for bundle in bundles] == [[], []]
    assert [bundle.manifest.edition.number for bundle in bundles] == [1, 2]
    assert b"t9" in bundles[1].members["roster.csv"]


def test_no_pupil_and_no_recorder_is_named(small):
    bundle = bundle_of(standing(publish_september(small.school)))

    texts = [bundle.manifest.text(), *(content.decode() for content in bundle.members.values())]

    assert not any(PUPIL in text for text in texts)


def test_each_line_can_be_held_against_the_ledger(small):
    lines = bundle_of(standing(publish_september(small.school))).members["evidence.csv"].decode().splitlines()

    held = {tuple(line.split(",")[place] for place in (0, -1)) for line in lines[1:]}

    assert held == {(str(record.sequence), record.hash) for record in Record.objects.all()}


def test_a_voided_record_stays_voided(small):
    office = make_one_of_each(small)[Role.MORAL_EDUCATION_OFFICE]
    void(
        Record.objects.get(sequence=1),
        id=uuid4(),
        by=office,
        at=NOW,
        reason=f"{PUPIL}没有缺岗",
        may_void_others=True,
    )

    bundle = bundle_of(standing(publish_september(small.school)))

    assert told(bundle) == []
    assert read_evidence(bundle.members["evidence.csv"])["voids"].to_list() == ["", "", "1"]


def freeze_term(small):
    """The edition of the term as of today; what is checked before a term is reviewed is not at stake here."""
    term = find_period(small.school, "primary-month", "2026-2027-1", TODAY)
    return freeze(compute(term, by=None, at=NOW), reason="", by=None, at=NOW)


def test_a_term_adds_up_its_months_as_they_were_published(small):
    """September was published by another scheme; October is computed from the records in the bundle."""
    publish_september(small.school)
    text = standing(small.school.score_sheets.get()).version.text.replace("points: -0.2", "points: -2")
    adopt(small.school, text=text, first=date(2026, 10, 1))
    put_one(small.school, day=TODAY)

    bundle = bundle_of(freeze_term(small))

    [remark] = told(bundle)
    assert remark.startswith("2026-09 按公布的结果计入")


def test_a_term_is_verified_after_one_of_its_months_was_amended(small):
    sheet = publish_september(small.school)
    edition = freeze_term(small)
    Posting.objects.filter(school_class=small.classes["101"]).update(
        staff=Staff.objects.create(school=small.school, code="t9", name="教师九")
    )
    accept_changes(sheet, reason="名册更正", by=account("principal"), at=NOW + timedelta(days=1))

    bundle = bundle_of(FrozenSheet.objects.get(pk=edition.pk))

    assert [finding for finding in told(bundle) if "按公布的结果计入" not in finding] == []


def test_another_piece_than_the_published_one_is_refused(small):
    from tests.bundles.packed import changed, signed_anew  # noqa: PLC0415 - scores the example when it is loaded

    publish_september(small.school)
    bundle = bundle_of(freeze_term(small))

    forged = changed("pieces.json", lambda text: text.replace('"total": "', '"total": "1', 1), bundle)

    assert any(
        sentence.startswith("2026-09 的结果不是公布的那一版")
        for sentence in told(signed_anew(forged, signing_key()))
    )


def test_the_key_is_made_once_and_nobody_else_reads_it(settings):
    first = public_key()

    assert public_key() == first
    assert stat.S_IMODE(settings.BUNDLE_KEY.stat().st_mode) == 0o600


def manage(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_the_command_writes_the_edition_that_stands(small, tmp_path):
    edition = standing(publish_september(small.school))
    path = tmp_path / "out" / "september.zip"

    said = manage("bundle", "yucai", "primary-month", "2026-09", output=path)

    assert unpack(path) == bundle_of(edition)
    assert fingerprint_of(public_key()) in said
    assert manage("bundle_key").endswith(f"fingerprint: {fingerprint_of(public_key())}\n")


@pytest.mark.parametrize(
    ("school", "period", "edition"),
    [("no", "2026-09", None), ("yucai", "2026-08", None), ("yucai", "2026-09", 2)],
)
def test_what_was_not_published_has_no_bundle(small, tmp_path, school, period, edition):
    publish_september(small.school)

    with pytest.raises(CommandError, match="没有这一期公布的结果"):
        manage("bundle", school, "primary-month", period, edition=edition, output=tmp_path / "b.zip")


def test_a_key_that_cannot_be_read_is_said(small, settings, tmp_path):
    publish_september(small.school)
    settings.BUNDLE_KEY.parent.mkdir()
    settings.BUNDLE_KEY.write_text("no key", encoding="ascii")

    with pytest.raises(CommandError, match="核验包没有写出"):
        manage("bundle", "yucai", "primary-month", "2026-09", output=tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()
    with pytest.raises(CommandError, match="签名密钥无法读取"):
        manage("bundle_key")
