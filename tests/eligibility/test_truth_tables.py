"""Every condition of the packs, for every combination of what is true, false and unknown of its atoms.

What a rule must come to is written here once more, as a plain Python function of the atoms.
"""

from itertools import product

import pytest

from banheng.eligibility.loading import list_packs, load_pack, pack_path
from banheng.eligibility.truth import NO, UNKNOWN, YES
from tests.eligibility.people import AT, in_force, person


def item(code):
    """What is confirmed, what is not, and what nobody has looked at."""
    return [
        ({code: True}, {"confirmed": {code: True}}),
        ({code: False}, {"confirmed": {code: False}}),
        ({code: None}, {}),
    ]


def items(*codes):
    return [item(code) for code in codes]


def post(since, until=None, **more):
    return {"posts": [{"since": since, **({"until": until} if until else {}), **more}]}


def service(*atoms):
    """Histories of service, each with what is true of it on 1 September 2026."""
    histories = [
        ({}, {}),
        ({"has": False, "years": 0, "running": 0, "out": 0}, {"posts": []}),
        ({"has": False, "years": 0, "running": 0, "out": 0}, post("2026-09-01")),
        ({"has": False, "years": 0, "running": 0, "out": 0}, post("2020-09-01", post="grade_leader")),
        ({"has": True, "years": 0, "running": 0, "out": 0}, post("2025-09-02")),
        ({"has": True, "years": 1, "running": 1, "out": 0}, post("2025-09-01")),
        ({"has": True, "years": 2, "running": 0, "out": 4}, post("2020-09-01", "2022-08-31")),
        ({"has": True, "years": 3, "running": 3, "out": 0}, post("2023-09-01")),
        ({"has": True, "years": 6, "running": 0, "out": 10}, post("2010-09-01", "2016-08-31")),
        ({"has": True, "years": 6, "running": 6, "out": 0}, post("2020-09-01")),
        ({"has": True, "years": 12, "running": 12, "out": 0}, post("2014-09-01")),
    ]
    return [
        ({name: truth_in(known) if known else None for name, truth_in in atoms}, facts)
        for known, facts in histories
    ]


HAS_SERVED = ("has_served", lambda known: known["has"])


def total(years):
    return (f"total_{years}", lambda known: known["years"] >= years)


def running(years):
    return (f"running_{years}", lambda known: known["running"] >= years)


def rested(years):
    return ("rested", lambda known: known["has"] and known["out"] >= years)


IN_POST = [
    ({"holds": None}, {}),
    ({"holds": False}, {"posts": []}),
    ({"holds": False}, post("2020-09-01", "2026-08-31")),
    ({"holds": True}, post("2026-09-01")),
    ({"holds": True}, post("2024-09-01", "2026-09-01")),
]
AFTER_POST = [
    ({"resting": None}, {}),
    ({"resting": False}, {"posts": []}),
    ({"resting": False}, post("2024-09-01")),
    ({"resting": True}, post("2020-09-01", "2026-08-31")),
]
TERM = [
    ({"holds": None, "long": None}, {}),
    ({"holds": False, "long": False}, {"posts": []}),
    ({"holds": True, "long": None}, post("2025-09-01")),
    ({"holds": True, "long": False}, post("2025-09-01", "2028-08-30")),
    ({"holds": True, "long": True}, post("2025-09-01", "2028-08-31")),
]
QUALIFIED_FOR_STAGE = [
    ({"qualified": None}, {}),
    ({"qualified": False}, {"stage": "junior", "qualifications": []}),
    ({"qualified": None}, {"qualifications": [{"stage": "junior", "since": "2020-01-01"}]}),
    (
        {"qualified": False},
        {"stage": "junior", "qualifications": [{"stage": "primary", "since": "2020-01-01"}]},
    ),
    (
        {"qualified": False},
        {"stage": "junior", "qualifications": [{"stage": "junior", "since": "2026-09-02"}]},
    ),
    (
        {"qualified": True},
        {"stage": "junior", "qualifications": [{"stage": "junior", "since": "2020-01-01"}]},
    ),
    (
        {"qualified": True},
        {"stage": "junior", "qualifications": [{"stage": "senior", "since": "2020-01-01"}]},
    ),
]
QUALIFIED = [
    ({"qualified": None}, {}),
    ({"qualified": False}, {"qualifications": []}),
    ({"qualified": True}, {"qualifications": [{"stage": "primary", "since": "2020-01-01"}]}),
]
CERTIFIED = [
    ({"certified": None}, {}),
    ({"certified": False}, {"certificates": []}),
    ({"certified": False}, {"certificates": [{"since": "2020-01-01", "until": "2026-08-31"}]}),
    ({"certified": False}, {"certificates": [{"certificate": "psychology", "since": "2020-01-01"}]}),
    ({"certified": True}, {"certificates": [{"since": "2020-01-01"}]}),
]


def honour(level="school", kind="excellent_homeroom_teacher", on="2025-06-01"):
    return {"honour": kind, "level": level, "on": on}


SCHOOL_HONOUR = [
    ({"honour": None}, {}),
    ({"honour": False}, {"honours": []}),
    ({"honour": False}, {"honours": [honour(on="2023-08-31")]}),
    ({"honour": False}, {"honours": [honour(kind="teaching_contest")]}),
    ({"honour": True}, {"honours": [honour(), honour(on="2015-06-01")]}),
    ({"honour": True}, {"honours": [honour("province")]}),
]
CITY_HONOUR = [
    ({"honour": None}, {}),
    ({"honour": False}, {"honours": [honour("county")]}),
    ({"honour": True}, {"honours": [honour("city", on="2010-06-01")]}),
    ({"honour": True}, {"honours": [honour("nation")]}),
]
WORK_OR_CONTEST = [
    ({"work": None, "contest": None}, {}),
    ({"work": False, "contest": False}, {"honours": []}),
    ({"work": True, "contest": False}, {"honours": [honour(kind="homeroom_work")]}),
    ({"work": False, "contest": True}, {"honours": [honour(kind="teaching_contest")]}),
    ({"work": True, "contest": True}, {"honours": [honour(kind="teaching_contest"), honour()]}),
]
SATISFIED = [
    ({"titled": None}, {}),
    ({"titled": False}, {"titles": []}),
    ({"titled": True}, {"titles": [{"title": "pupils_satisfied_teacher", "since": "2025-06-01"}]}),
]
INTERMEDIATE = [
    ({"rank": None}, {}),
    ({"rank": False}, {"ranks": []}),
    ({"rank": False}, {"ranks": [{"rank": "junior", "since": "2020-01-01"}]}),
    ({"rank": True}, {"ranks": [{"rank": "intermediate", "since": "2020-01-01"}]}),
    ({"rank": True}, {"ranks": [{"rank": "full_senior", "since": "2020-01-01"}]}),
]
THREE_YEARS_TEACHING = [
    ({"three": None}, {}),
    ({"three": False}, {"teaching_since": "2023-09-02"}),
    ({"three": True}, {"teaching_since": "2023-09-01"}),
]


def trained(kind, unit, enough, short, **more):
    """So much training of a kind is enough, and so much is not."""

    def facts(amount):
        return {"training": [{"training": kind, "on": "2026-08-31", unit: amount, **more}]}

    return [
        ({"trained": None}, {}),
        ({"trained": False}, {"training": []}),
        ({"trained": False}, facts(short)),
        ({"trained": True}, facts(enough)),
    ]


def passed(kind, level):
    """A training is passed, not passed, or nobody knows."""

    def facts(**more):
        return {"training": [{"training": kind, "on": "2026-08-31", "level": level, **more}]}

    return [
        ({"passed": None}, {}),
        ({"passed": None}, facts()),
        ({"passed": False}, {"training": []}),
        ({"passed": False}, facts(passed=False)),
        ({"passed": True}, facts(passed=True)),
    ]


def pair(side, **more):
    return {"side": side, "since": "2025-09-01", **more}


SENIOR_MENTOR = [
    ({"paired": None}, {}),
    ({"paired": None}, {"pairs": [pair("mentee")]}),
    ({"paired": False}, {"pairs": []}),
    ({"paired": False}, {"pairs": [pair("mentor", other_post="homeroom_teacher")]}),
    ({"paired": False}, {"pairs": [pair("mentee", other_post="librarian")]}),
    ({"paired": False}, {"pairs": [pair("mentee", other_post="homeroom_teacher", until="2026-08-31")]}),
    ({"paired": True}, {"pairs": [pair("mentee", other_post="homeroom_teacher")]}),
]
ANY_MENTOR = [
    ({"paired": None}, {}),
    ({"paired": False}, {"pairs": []}),
    ({"paired": True}, {"pairs": [pair("mentee")]}),
]
ASSISTANT = {"other_post": "assistant_homeroom_teacher"}
YOUNG_MENTEE = [
    ({"mentee": None}, {}),
    ({"mentee": None}, {"pairs": [pair("mentor", **ASSISTANT)]}),
    ({"mentee": False}, {"pairs": []}),
    ({"mentee": False}, {"pairs": [pair("mentor", **ASSISTANT, other_is_young=False)]}),
    ({"mentee": False}, {"pairs": [pair("mentor", other_post="librarian", other_is_young=True)]}),
    ({"mentee": True}, {"pairs": [pair("mentor", **ASSISTANT, other_is_young=True)]}),
]
MORAL, SUBJECT = pair("mentee", pairing="moral"), pair("mentee", pairing="subject")
TWO_MENTORS = [
    ({"moral": None, "subject": None}, {}),
    ({"moral": False, "subject": False}, {"pairs": []}),
    ({"moral": True, "subject": False}, {"pairs": [MORAL]}),
    ({"moral": False, "subject": True}, {"pairs": [SUBJECT]}),
    ({"moral": True, "subject": True}, {"pairs": [MORAL, SUBJECT]}),
]
TRAINEE = [
    ({"trainee": None}, {}),
    ({"trainee": False}, post("2024-09-01")),
    ({"trainee": True}, post("2024-09-01", post="trainee_homeroom_teacher")),
]


def results(*failed):
    return {
        "results": [
            {"year": 2026 - back, "failed": each} for back, each in enumerate(failed) if each is not None
        ]
    }


THREE_FAILED = [
    ({"failed": None}, {}),
    ({"failed": None}, results(True, True)),
    ({"failed": None}, results(None, True, True)),
    ({"failed": False}, results(True, True, False)),
    ({"failed": False}, results(None, False)),
    ({"failed": True}, results(True, True, True)),
    ({"failed": True}, results(True, True, True, False)),
]
ONE_FAILED = [
    ({"failed": None}, {}),
    ({"failed": None}, results(None, True)),
    ({"failed": False}, results(False, True)),
    ({"failed": True}, results(True)),
]
LAST = [
    ({"last": None}, {}),
    ({"last": None}, results(False)),
    ({"last": False}, {"results": [{"year": 2026, "failed": True, "last": False}]}),
    (
        {"last": False},
        {
            "results": [
                {"year": 2026, "failed": False, "last": False},
                {"year": 2025, "failed": True, "last": True},
            ]
        },
    ),
    ({"last": True}, {"results": [{"year": 2026, "failed": False, "last": True}]}),
]


def incidents(*kinds):
    """Every set of these incidents, and no register of incidents."""
    rows = [(dict.fromkeys(kinds), {})]
    for happened in product((False, True), repeat=len(kinds)):
        atoms = dict(zip(kinds, happened, strict=True))
        facts = [{"incident": kind, "on": "2026-01-01"} for kind in kinds if atoms[kind]]
        rows.append((atoms, {"incidents": facts}))
    return rows


def figure(name, **rows):
    """Figures by what they make of the atom, such as `true=10`."""
    known = [({name: truth == "true"}, {"figures": facts}) for truth, facts in rows.items()]
    return [({name: None}, {}), *known]


ONE_TEACHER = [
    ({"one": None}, {}),
    *(({"one": number == 1}, {"figures": {"homeroom_teachers": number}}) for number in (0, 1, 2)),
]
ALLOWANCE = [
    ({"percent": None, "yuan": None}, {}),
    ({"percent": None, "yuan": True}, {"figures": {"monthly_allowance": 200}}),
    ({"percent": None, "yuan": False}, {"figures": {"monthly_allowance": "199.99"}}),
    ({"percent": True, "yuan": False}, {"figures": {"monthly_allowance": 199, "average_income": 1990}}),
    ({"percent": False, "yuan": True}, {"figures": {"monthly_allowance": 500, "average_income": "5000.01"}}),
    ({"percent": False, "yuan": False}, {"figures": {"monthly_allowance": 100, "average_income": 8000}}),
    ({"percent": True, "yuan": True}, {"figures": {"monthly_allowance": 500, "average_income": 5000}}),
]


def lessons(average):
    return figure(
        "lessons",
        true={"weekly_lessons": 12, average: 12},
        false={"weekly_lessons": "12.1", average: 12},
    )


def match(own):
    return figure("match", true={own: 800, "city_allowance": 400}, false={own: 799, "city_allowance": 400})


def cycle(event, due, not_due, atom="due"):
    return [
        ({atom: None}, {}),
        ({atom: True}, {"dates": {event: due}}),
        ({atom: False}, {"dates": {event: not_due}}),
    ]


PRACTICE = [
    ({"holds": None, "practised": None}, {}),
    ({"holds": False, "practised": False}, {"posts": [], "training": []}),
    ({"holds": True, "practised": None}, post("2025-09-01")),
]


def practice(*rows):
    """Spells of practice of so many months in the present term of office, each list with whether it is enough."""
    return PRACTICE + [
        (
            {"holds": True, "practised": enough},
            post("2025-09-01")
            | {"training": [{"training": kind, "on": day, "months": months} for kind, day, months in spells]},
        )
        for enough, spells in rows
    ]


TWO_SPELLS = [("enterprise_practice", "2026-01-31", 1), ("enterprise_practice", "2026-07-31", 1)]
ONE_SPELL = [("enterprise_practice", "2026-07-31", 2)]
BEFORE_THE_TERM = [("enterprise_practice", "2025-08-31", 2)]
WITH_INTERNS = [("stationed_with_interns", "2026-07-31", 2)]

FOUR_STANDARDS = ("ethics", "organisation", "stable", "healthy")


def each_of(*names):
    return lambda **atoms: all(atoms[name] for name in names)


def new_only(atom):
    return lambda **atoms: atoms["has_served"] or atoms[atom]


def in_post_only(atom):
    return lambda **atoms: not atoms["holds"] or atoms[atom]


def listed(*names):
    """A checklist: its groups, and that all of it is wanted."""
    return items(*names), each_of(*names)


DIRECT = [SCHOOL_HONOUR, service(total(6), total(2), running(3)), SATISFIED]


def direct(*, honour, total_6, running_3, total_2, titled, **_others):
    return honour or total_6 or running_3 or (total_2 and titled)


def certificate(*, passed, conditions, qualification_assessment, **atoms):
    return direct(**atoms) or (passed and conditions and qualification_assessment)


def county(code):
    """001-X and 003-F say the same of certificates and promotion."""
    return [
        (code, {}, "serve", [QUALIFIED_FOR_STAGE, CERTIFIED], each_of("qualified", "certified")),
        (code, {}, "direct", DIRECT, direct),
        (
            code,
            {},
            "certificate",
            [*DIRECT, passed("county_unified", "county"), *items("conditions", "qualification_assessment")],
            certificate,
        ),
        (code, {}, "appoint", [item("appointed"), CERTIFIED], each_of("appointed", "certified")),
        (code, {}, "hours", [trained("centralised", "hours", 20, "19.9")], each_of("trained")),
        (code, {"five_years": "fixed"}, "hours", [fixed_round()], each_of("trained")),
        (code, {}, "backbone", [service(HAS_SERVED)], each_of("has_served")),
        (code, {}, "grade_leader", [service(total(1))], each_of("total_1")),
        (code, {}, "middle_manager", [service(total(2))], each_of("total_2")),
        (code, {}, "reserve_cadre", [service(total(3))], each_of("total_3")),
        (code, {"service": "continuous"}, "grade_leader", [service(running(1))], each_of("running_1")),
        (code, {"service": "continuous"}, "middle_manager", [service(running(2))], each_of("running_2")),
        (code, {"service": "continuous"}, "reserve_cadre", [service(running(3))], each_of("running_3")),
        (code, {}, "breach", [incidents("serious_breach")], each_of("serious_breach")),
        (
            code,
            {},
            "rectify",
            [incidents("weak_ideology", "unsteady_style")],
            lambda *, weak_ideology, unsteady_style: weak_ideology or unsteady_style,
        ),
        (
            code,
            {},
            "county_training",
            [
                cycle("pre_service_training", "2025-09-01", "2025-09-02", atom="before"),
                cycle("in_post_training", "2025-09-01", "2025-09-02", atom="during"),
                cycle("improvement_training", "2025-09-01", "2025-09-02", atom="better"),
            ],
            lambda *, before, during, better: before or during or better,
        ),
    ]


def fixed_round():
    def facts(day):
        return {"training": [{"training": "centralised", "on": day, "hours": 20}]}

    return [
        ({"trained": None}, {}),
        ({"trained": False}, facts("2026-08-31")),
        ({"trained": True}, facts("2026-09-01")),
    ]


def rest(option, years):
    return [
        ("001-V", {"stage": option}, "rest", [service(running(2 * years))], each_of(f"running_{2 * years}")),
        ("001-V", {"stage": option}, "return", [service(rested(years))], each_of("rested")),
    ]


FIVE_MONTHS = [
    ({"five_months": None}, {}),
    ({"five_months": False}, post("2026-04-02")),
    ({"five_months": True}, post("2026-04-01")),
]
HALF_A_TERM_OUT = [
    ({"out": None}, {}),
    ({"out": False}, post("2025-09-01", "2026-06-01")),
    ({"out": True}, post("2025-09-01", "2026-05-31")),
]
STUDY_CLASS = trained("study_class", "weeks", 1, "0.9")
STUDIO_B = (
    "political", "ethics", "devotion", "care", "teamwork", "basics", "technology", "independent", "results",
    "problems", "takes_part", "papers", "learning", "improvement", "exploring",
)  # fmt: skip
STUDIO_D = (
    "devotion", "responsibility", "drive", "agreement", "experience", "workflow", "management", "teaching",
    "teamwork", "sharing", "learning", "active", "research",
)  # fmt: skip
SIX_STEPS = ("applied", "screened", "listed", "competed", "approved", "filed")

TABLES = [
    ("001-B", {}, "leader", *listed("rich_experience", "coordination", "academic_research", "leading")),
    ("001-B", {}, "core", *listed("experience", "research", "active")),
    ("001-B", {}, "member", *listed(*STUDIO_B)),
    ("001-D", {}, "member", *listed(*STUDIO_D)),
    ("001-E", {}, "member", *listed("devotion", "ability", "theory", "teamwork", "innovation")),
    ("001-F", {}, "staffed", [ONE_TEACHER], each_of("one")),
    ("001-M", {}, "serve", *listed("political", "moral", "teaching")),
    ("001-M", {}, "appoint", *listed("competed")),
    ("001-M", {}, "start", [service(HAS_SERVED), passed("pre_service", "school")], new_only("passed")),
    ("001-P", {}, "member", *listed("political", "theory", "research", "teamwork", "aspiration")),
    (
        "001-P",
        {},
        "priority",
        [INTERMEDIATE, WORK_OR_CONTEST],
        lambda *, rank, work, contest: rank or work or contest,
    ),
    ("001-T", {}, "serve", *listed("devotion", "teaching", "organisation", "psychology", "leadership")),
    (
        "001-U",
        {},
        "two_mentors",
        [item("new_teacher"), TWO_MENTORS],
        lambda *, new_teacher, moral, subject: not new_teacher or (moral and subject),
    ),
    ("001-U", {}, "lectures", [IN_POST, item("lectures_studied")], in_post_only("lectures_studied")),
    (
        "001-V",
        {},
        "serve",
        [THREE_YEARS_TEACHING, SENIOR_MENTOR, *items(*FOUR_STANDARDS)],
        lambda *, three, paired, **others: (three or paired) and all(others.values()),
    ),
    (
        "001-V",
        {"newcomers": "strict"},
        "serve",
        [THREE_YEARS_TEACHING, service(HAS_SERVED)[:5], SENIOR_MENTOR, *items(*FOUR_STANDARDS)],
        lambda *, three, has_served, paired, **others: (
            three and (has_served or paired) and all(others.values())
        ),
    ),
    ("001-V", {}, "appoint", *listed("recommended", "appointed")),
    (
        "001-V",
        {},
        "start",
        [service(HAS_SERVED), trained("pre_service", "weeks", 1, "0.9")],
        new_only("trained"),
    ),
    ("001-V", {}, "study_class", [IN_POST, STUDY_CLASS], in_post_only("trained")),
    ("001-V", {}, "failed", [ONE_FAILED], each_of("failed")),
    *rest("three_years", 3),
    *rest("six_years", 6),
    *rest("year", 1),
    ("001-V", {"stage": "half_term"}, "rest", [FIVE_MONTHS], each_of("five_months")),
    ("001-V", {"stage": "half_term"}, "return", [HALF_A_TERM_OUT], each_of("out")),
    (
        "001-V",
        {},
        "rest_training",
        [AFTER_POST, STUDY_CLASS],
        lambda *, resting, trained: not resting or trained,
    ),
    *county("001-X"),
    *county("003-F"),
    ("003-F", {}, "school_honours", [cycle("school_honours", "2025-09-01", "2025-09-02")], each_of("due")),
    ("003-F", {}, "county_honours", [cycle("county_honours", "2023-09-01", "2023-09-02")], each_of("due")),
    ("003-A", {}, "serve", *listed("drive", "teaching", "example", "learning", "thought_work", "team")),
    ("003-A", {}, "appoint", *listed(*SIX_STEPS)),
    ("003-A", {}, "yearly", [cycle("selection", "2025-09-01", "2025-09-02")], each_of("due")),
    (
        "003-A",
        {},
        "trainee",
        [TRAINEE, ANY_MENTOR],
        lambda *, trainee, paired: not trainee or paired,
    ),
    (
        "003-A",
        {},
        "dismissal",
        [incidents("unable", "neglect", "bad_effects")],
        lambda *, unable, neglect, bad_effects: unable or neglect or bad_effects,
    ),
    ("003-B", {}, "staffed", [ONE_TEACHER], each_of("one")),
    (
        "003-B",
        {},
        "serve",
        [
            QUALIFIED,
            *items("morals", "devotion", "view_of_education", "view_of_pupils", "teaching", "organisation"),
        ],
        lambda **atoms: all(atoms.values()),
    ),
    ("003-B", {}, "term", [TERM], in_post_only("long")),
    ("003-B", {}, "start", [service(HAS_SERVED), passed("pre_service", "school")], new_only("passed")),
    (
        "003-B",
        {"practice": "added_up", "stationed": "counts"},
        "practice",
        [practice((True, TWO_SPELLS), (True, ONE_SPELL), (True, WITH_INTERNS), (False, BEFORE_THE_TERM))],
        in_post_only("practised"),
    ),
    (
        "003-B",
        {"practice": "added_up", "stationed": "does_not"},
        "practice",
        [practice((True, TWO_SPELLS), (True, ONE_SPELL), (False, WITH_INTERNS), (False, BEFORE_THE_TERM))],
        in_post_only("practised"),
    ),
    (
        "003-B",
        {"practice": "at_once", "stationed": "counts"},
        "practice",
        [practice((False, TWO_SPELLS), (True, ONE_SPELL), (True, WITH_INTERNS))],
        in_post_only("practised"),
    ),
    (
        "003-B",
        {"practice": "at_once", "stationed": "does_not"},
        "practice",
        [practice((False, TWO_SPELLS), (True, ONE_SPELL), (False, WITH_INTERNS))],
        in_post_only("practised"),
    ),
    ("003-B", {"average": "all"}, "lessons", [lessons("average_lessons_all")], each_of("lessons")),
    ("003-B", {"average": "teaching"}, "lessons", [lessons("average_lessons_teaching")], each_of("lessons")),
    ("003-B", {"floor": "either"}, "allowance", [ALLOWANCE], lambda *, percent, yuan: percent or yuan),
    ("003-B", {"floor": "both"}, "allowance", [ALLOWANCE], lambda *, percent, yuan: percent and yuan),
    ("003-B", {"floor": "percent"}, "allowance", [ALLOWANCE], each_of("percent")),
    ("003-B", {"floor": "yuan"}, "allowance", [ALLOWANCE], each_of("yuan")),
    (
        "003-B",
        {},
        "sanction",
        [incidents("refusal", "neglect")],
        lambda *, refusal, neglect: refusal or neglect,
    ),
    ("003-E", {}, "liability", [incidents("serious_dereliction")], each_of("serious_dereliction")),
    (
        "003-E",
        {},
        "serve",
        *listed("loyalty", "views", "ethics", "teaching", "organisation", "respect", "experience"),
    ),
    ("003-E", {}, "published", *listed("result_published")),
    (
        "003-E",
        {},
        "must_mentor",
        [CITY_HONOUR, YOUNG_MENTEE],
        lambda *, honour, mentee: not honour or mentee,
    ),
    (
        "003-E",
        {"new_training": "before"},
        "start",
        [service(HAS_SERVED), trained("post_training", "lessons", 40, "39.5", level="city")],
        new_only("trained"),
    ),
    (
        "003-E",
        {"new_training": "before"},
        "start",
        [
            service(HAS_SERVED),
            [
                (
                    {"trained": False},
                    {
                        "training": [
                            {
                                "training": "post_training",
                                "on": "2026-08-01",
                                "lessons": 40,
                                "level": "school",
                            }
                        ]
                    },
                )
            ],
        ],
        new_only("trained"),
    ),
    (
        "003-E",
        {"new_training": "first_year"},
        "start",
        [service(total(1)), trained("post_training", "lessons", 40, "39.5", level="county")],
        lambda *, total_1, trained: not total_1 or trained,
    ),
    ("003-E", {}, "rotation", [IN_POST, passed("in_service", "county")], in_post_only("passed")),
    ("003-E", {}, "three_fails", [THREE_FAILED], each_of("failed")),
    ("003-E", {}, "last_place", [LAST], each_of("last")),
    (
        "003-E",
        {},
        "veto",
        [incidents("arbitrary_fees", "major_safety_accident"), THREE_FAILED],
        lambda *, arbitrary_fees, major_safety_accident, failed: (
            arbitrary_fees or major_safety_accident or failed
        ),
    ),
    ("003-E", {"match": "on_top"}, "match", [match("school_match")], each_of("match")),
    ("003-E", {"match": "in_total"}, "match", [match("total_allowance")], each_of("match")),
    ("003-E", {}, "city_honours", [cycle("city_honours", "2024-09-01", "2024-09-02")], each_of("due")),
    (
        "default",
        {},
        "serve",
        [QUALIFIED_FOR_STAGE, *items("ethics", "organisation", "healthy")],
        lambda **atoms: all(atoms.values()),
    ),
    ("default", {}, "appoint", *listed("applied", "approved", "result_published")),
    (
        "default",
        {},
        "newcomer",
        [service(total(1)), ANY_MENTOR],
        lambda *, total_1, paired: total_1 or paired,
    ),
    ("default", {}, "start", [service(HAS_SERVED), passed("pre_service", "school")], new_only("passed")),
    ("default", {}, "hours", [trained("centralised", "hours", 20, "19.9")], each_of("trained")),
    ("default", {}, "lessons", [lessons("average_lessons_teaching")], each_of("lessons")),
    ("default", {}, "rest", [service(running(6))], each_of("running_6")),
    ("default", {}, "breach", [incidents("serious_breach")], each_of("serious_breach")),
    ("default", {}, "failed", [THREE_FAILED], each_of("failed")),
    ("default", {}, "staffed", [ONE_TEACHER], each_of("one")),
]


def expected(function, atoms):
    """What the function gives whatever the unknown atoms turn out to be; unknown if that differs."""
    open_ones = [name for name, truth in atoms.items() if truth is None]
    cases = {
        bool(function(**atoms | dict(zip(open_ones, values, strict=True))))
        for values in product((False, True), repeat=len(open_ones))
    }
    return UNKNOWN if len(cases) == 2 else YES if cases.pop() else NO


def combinations(groups):
    """Every combination of the rows; of long checklists all of true and false, and each item unknown once."""
    if len(groups) <= 8:
        return product(*groups)
    known = product(*(group[:2] for group in groups))
    unknown = (
        [group[2] if number == which else group[rest] for number, group in enumerate(groups)]
        for which in range(len(groups))
        for rest in (0, 1)
    )
    return [*known, *unknown]


def merged(rows):
    """The facts of all rows together."""
    together = {}
    for _, facts in rows:
        for key, fact in facts.items():
            if isinstance(fact, dict):
                together[key] = {**together.get(key, {}), **fact}
            else:
                together[key] = together.get(key, []) + fact if isinstance(fact, list) else fact
    return together


@pytest.mark.parametrize(("code", "choices", "rule", "groups", "function"), TABLES)
def test_a_condition_comes_to_what_its_function_says(code, choices, rule, groups, function):
    (found,) = [each for each in in_force(code, **choices).rules if each.code == rule]
    seen = set()

    for rows in combinations(groups):
        atoms = {name: truth for known, _ in rows for name, truth in known.items()}
        truth = found.when.look(person(**merged(rows)), AT).truth
        assert truth == expected(function, atoms), atoms
        seen.add(truth)

    assert seen == {YES, NO, UNKNOWN}


def test_every_rule_of_every_pack_has_a_table():
    tables = {(code, rule) for code, _, rule, _, _ in TABLES}

    assert tables == {
        (code, rule.code) for code in list_packs() for rule in load_pack(pack_path(code)).pack.rules
    }
