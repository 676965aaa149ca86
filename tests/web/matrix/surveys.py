from datetime import timedelta

from banheng.accounts.roles import Role
from tests.factories import NOW, TODAY
from tests.surveys.conftest import INSTRUMENT
from tests.web.matrix.row import OFFICE, Row

SEE = OFFICE | {Role.HOMEROOM_TEACHER, Role.PRINCIPAL}


def a_survey(world):
    from banheng.surveys.opening import open_survey  # noqa: PLC0415 - needs the apps to be loaded

    found = world.own.school.surveys.first()
    if found is None:
        office = world.users[Role.MORAL_EDUCATION_OFFICE]
        days = {"first": TODAY, "last": TODAY + timedelta(days=5)}
        found = open_survey(world.own.school, INSTRUMENT, title="", by=office, at=NOW, **days)
    return {"survey": found.pk}


def one_that_is_shown(world):
    from banheng.surveys.closing import close, show_results  # noqa: PLC0415 - as above

    found = world.own.school.surveys.filter(pk=a_survey(world)["survey"]).get()
    if found.closed_at is None:
        close(found, by=world.users[Role.MORAL_EDUCATION_OFFICE], at=NOW + timedelta(days=6))
        found.refresh_from_db()
        show_results(found, at=NOW)
    return {"survey": found.pk}


def slips_of_101(world):
    return a_survey(world) | {"school_class": "101", "group": "guardian"}


def own_right(world):
    a_survey(world)
    survey = world.own.school.surveys.get()
    return {"right": survey.rights.get(group="self", school_class__code="101").pk}


def about_school(world):
    """A survey about the school, with results."""
    from banheng.questionnaires.loading import instrument_text  # noqa: PLC0415 - as above
    from banheng.surveys.closing import close, show_results  # noqa: PLC0415
    from banheng.surveys.opening import open_survey  # noqa: PLC0415

    title = "对学校管理的意见"
    if known := world.own.school.surveys.filter(title=title).first():
        return {"survey": known.pk}
    office = world.users[Role.MORAL_EDUCATION_OFFICE]
    days = {"first": TODAY, "last": TODAY + timedelta(days=5)}
    text = instrument_text("001-C-opinions")
    found = open_survey(world.own.school, text, title=title, by=office, at=NOW, **days)
    close(found, by=office, at=NOW + timedelta(days=6))
    found.refresh_from_db()
    show_results(found, at=NOW)
    return {"survey": found.pk}


def a_draft(world):
    from banheng.surveys.drafting import begin_draft  # noqa: PLC0415 - as above

    office = world.users[Role.MORAL_EDUCATION_OFFICE]
    text = INSTRUMENT.replace("least: 5", f"least: {5 + world.own.school.instrument_versions.count()}")
    return {"draft": begin_draft(world.own.school, text, by=office, at=NOW).pk}


def a_part(world):
    return a_draft(world) | {"part": "questions/0"}


def known(world):
    from banheng.policies.drafting import text_mark  # noqa: PLC0415 - as above

    draft = world.own.school.instrument_drafts.order_by("pk").last()
    return {"known_as": text_mark(draft.text), "text": draft.text, "do": "save"}


def a_version(world):
    from banheng.surveys.drafting import save_version  # noqa: PLC0415 - as above

    draft = world.own.school.instrument_drafts.get(pk=a_draft(world)["draft"])
    return {"version": save_version(draft, by=world.users[Role.MORAL_EDUCATION_OFFICE], at=NOW).pk}


ROWS = [
    Row("surveys", SEE),
    Row("surveys-new", OFFICE),
    Row("surveys-survey", SEE, arguments=one_that_is_shown),
    Row("surveys-close", OFFICE, method="post", arguments=a_survey, answers=302),
    Row("surveys-show", OFFICE, method="post", arguments=a_survey, answers=302),
    Row("surveys-slips", OFFICE, method="post", arguments=slips_of_101),
    Row("surveys-extend", OFFICE, arguments=a_survey),
    Row(
        "surveys-opinion",
        OFFICE,
        method="post",
        arguments=about_school,
        form=lambda _world: {"question": "heard", "words": "已安排。", "do": "reply"},
        answers=302,
    ),
    Row("surveys-instruments", OFFICE),
    Row(
        "surveys-instrument-copy",
        OFFICE,
        method="post",
        form=lambda _world: {"source": "default"},
        answers=302,
    ),
    Row("surveys-instrument", OFFICE, arguments=a_version),
    Row("surveys-draft", OFFICE, arguments=a_draft),
    Row("surveys-part", OFFICE, arguments=a_part),
    Row("surveys-part", OFFICE, method="post", arguments=a_part, form=known, answers=302),
    Row("surveys-part-check", OFFICE, method="post", arguments=a_part),
    Row("surveys-draft-text", OFFICE, arguments=a_draft),
    Row("surveys-draft-text", OFFICE, method="post", arguments=a_draft, form=known, answers=302),
    Row("surveys-text-check", OFFICE, method="post", arguments=a_draft),
    Row("surveys-draft-save", OFFICE, method="post", arguments=a_draft, answers=302),
    Row("surveys-draft-delete", OFFICE, method="post", arguments=a_draft, answers=302),
    Row("surveys-answer", frozenset({Role.HOMEROOM_TEACHER}), arguments=own_right),
]
