from banheng.accounts.roles import Role
from banheng.development.rule_packs import put_rules_in_force
from banheng.eligibility.loading import pack_path
from tests.factories import NOW, TODAY
from tests.web.matrix.row import OFFICE, STAFF, Row

PRINCIPAL = frozenset({Role.PRINCIPAL})
KEEPERS = OFFICE | PRINCIPAL
TEAM = KEEPERS | {Role.GRADE_LEADER}
DEFAULT = pack_path("default").read_text(encoding="utf-8")


def version(world):
    found = world.own.school.rule_packs.first()
    return {
        "version": (
            found or put_rules_in_force(world.own.school, DEFAULT, {}, first=TODAY, by=None, at=NOW)
        ).pk
    }


def without_account(world):
    return {"staff": world.own.teachers["201"].pk}


def text(_world):
    return {"text": DEFAULT}


ROWS = [
    Row("eligibility", TEAM),
    Row("eligibility-document", TEAM, arguments=lambda _world: {"form": "preview"}),
    Row("eligibility-classes", TEAM),
    Row("eligibility-one", TEAM, arguments=without_account),
    Row("eligibility-rules", TEAM),
    Row("eligibility-library", TEAM, arguments=lambda _world: {"code": "001-V"}),
    Row("eligibility-version", STAFF, arguments=version),
    Row("eligibility-version-text", STAFF, arguments=version),
    Row("eligibility-new", KEEPERS),
    Row("eligibility-check", KEEPERS, method="post", form=text),
    Row("eligibility-download", KEEPERS, method="post", form=text),
    Row("eligibility-adopt", PRINCIPAL, method="post", form=text, answers=422),
    Row("eligibility-end", PRINCIPAL, method="post", arguments=version, answers=422),
]
