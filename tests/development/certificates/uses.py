"""A teacher, the office and the principal around a certificate."""

from datetime import date

from banheng.development.certificates.applying import apply, assess, screen
from banheng.development.certificates.issuing import issue
from banheng.development.models import Fact
from banheng.development.recording import record_fact
from banheng.development.rule_packs import put_rules_in_force
from banheng.eligibility.loading import pack_path, parse_pack
from tests.factories import NOW, TODAY


def adopt_rules(school, pack="001-X"):
    """Put a pack of the library in force, each setting with its first option."""
    text = pack_path(pack).read_text(encoding="utf-8")
    choices = next(parse_pack(text).pack.all_choices())
    return put_rules_in_force(school, text, choices, first=date(2026, 9, 1), by=None, at=NOW)


def dossier(staff, kind, name="某事", *, since=date(2024, 9, 1), **content):
    return record_fact(
        staff,
        Fact.Kind(kind),
        name,
        since=since,
        content=content,
        source=Fact.Source.OFFICE,
        by=None,
        at=NOW,
    )


def honoured(staff):
    """Somebody who may be recognised directly."""
    dossier(staff, "honour", since=date(2025, 9, 1), honour="excellent_homeroom_teacher", level="school")
    return staff


def trained(staff):
    """Somebody who has passed the county's training."""
    dossier(staff, "training", training="county_unified", level="county", passed=True)
    return staff


def direct(staff, office, *, at=NOW):
    """An application that waits for the principal, by direct recognition."""
    return screen(apply(staff, by=None, at=at), direct=True, by=office, at=at)


def assessed(staff, office, *, confirmed=("conditions",)):
    """An application that waits for the principal, after training and assessment."""
    application = screen(apply(staff, by=None, at=NOW), direct=False, by=office, at=NOW)
    assess(application, day=TODAY, passed=True, marks=85, confirmed=confirmed, by=office, at=NOW)
    return application


def certified(staff, office, principal):
    """The certificate of somebody recognised directly."""
    return issue(direct(staff, office), by=principal, at=NOW)
