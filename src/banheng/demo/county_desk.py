"""What the county's desk is at: a target letter, an inspection with findings, a dropout case, rules in force."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from banheng.accounts.roles import Role
from banheng.bureau.accountability.adopting import adopt_rules
from banheng.bureau.accountability.rules import rule_texts
from banheng.bureau.cases.following import open_case, set_limit, take_step
from banheng.bureau.findings.inspecting import note_visit, plan_inspection
from banheng.bureau.findings.recording import record_finding
from banheng.bureau.findings.rectifying import answer, report_done
from banheng.bureau.targets.drawing_up import add_target, draw_up
from banheng.bureau.targets.models import Letter, Signature
from banheng.bureau.targets.reporting import report
from banheng.bureau.targets.signing import offer, sign
from banheng.schools.models import Staff

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import Bureau, School

TARGETS = (
    ("图书、仪器配齐率", "教导处", "share", Decimal(80), 60, "应配目录和实有台账"),
    ("开齐课程，开足课时", "教导处", "yes_no", None, 120, "课程表"),
    ("修订学校章程", "校长室", "date", None, -20, "章程文本"),
)
"""Name, owner, kind, value, days until it is due, proof."""
LIMITS = (("reported", 3), ("visited", 5), ("returned", 15))
LIMIT_BASIS = "区控辍保学工作办法（示例）"


def make_desk(
    bureau: Bureau, school: School, officers: Mapping[Role, User], principal: User, now: datetime
) -> None:
    """Fill the desk; many schools of the county have nothing of it."""
    today = timezone.localdate(now)
    _make_letter(bureau, school, officers, principal, now)
    _make_findings(bureau, school, officers, principal, now)
    for kind, days in LIMITS:
        set_limit(bureau, kind=kind, days=days, basis=LIMIT_BASIS)
    content = {
        "pupil": "示例学生",
        "school_class": "五年级1班",
        "reason": "随父母外出，未办转学",
        "contact": "",
    }
    case = open_case(school, away_since=today - timedelta(days=6), content=content, by=principal, at=now)
    take_step(case, kind="visited", day=today, text="已到家走访，下周返校。", by=principal, at=now)
    head = officers[Role.BUREAU_HEAD]
    adopt_rules(bureau, text=rule_texts()["004-I"], first=today.replace(month=1, day=1), by=head, at=now)


def _make_letter(
    bureau: Bureau, school: School, officers: Mapping[Role, User], principal: User, now: datetime
) -> None:
    today = timezone.localdate(now)
    letter = draw_up(
        bureau,
        None,
        title=f"{today.year} 年义务教育优质均衡发展目标责任书",
        school=school,
        year=today.year,
        first=today.replace(month=1, day=1),
        last=today.replace(month=12, day=31),
        appraisal_percent=20,
        by=officers[Role.BUREAU_OFFICER],
        at=now,
    )
    made = [
        add_target(
            letter,
            name=name,
            owner=owner,
            kind=kind,
            value=value,
            due=today + timedelta(days=days),
            proof=proof,
        )
        for name, owner, kind, value, days, proof in TARGETS
    ]
    offer(letter, at=now)
    for side, user, post in (
        (Signature.Side.BUREAU, officers[Role.BUREAU_HEAD], "局长"),
        (Signature.Side.PARTY, principal, "校长"),
    ):
        sign(letter, side, name=str(user), post=post, day=today.replace(month=1, day=1), by=user, at=now)
    made[0].letter = Letter.objects.get(pk=letter.pk)
    report(
        made[0],
        day=today,
        value=Decimal(76),
        text="图书已补，仪器在招标。",
        proof="台账",
        by=principal,
        at=now,
    )


def _make_findings(
    bureau: Bureau, school: School, officers: Mapping[Role, User], principal: User, now: datetime
) -> None:
    today, supervisor = timezone.localdate(now), officers[Role.SUPERVISOR]
    inspection = plan_inspection(
        bureau,
        kind="random",
        title="开学安全随机抽查",
        methods="实地查看、座谈",
        first=today - timedelta(days=30),
        last=today + timedelta(days=5),
        schools=[school],
        number=1,
        seed="示例种子 0426",
        by=supervisor,
        at=now,
    )
    visit = inspection.visits.get()
    seen: date = today - timedelta(days=28)
    note_visit(visit, visited_on=seen, team=str(supervisor), summary="总体良好，消防和台账有问题。")
    said = {"source": "inspection", "visit": visit, "found_on": seen, "by": supervisor, "at": now}
    owner = Staff.objects.filter(school=school, left=None).first()
    late = record_finding(
        bureau, school, what="二号楼消防栓没有水", weight="danger", due=today - timedelta(days=7), **said
    )
    done = record_finding(bureau, school, what="实验室没有使用登记", due=today + timedelta(days=7), **said)
    for finding, measure in ((late, "报修，更换阀门"), (done, "补建登记簿，每次实验登记")):
        if owner is not None:
            answer(finding, cause="管理不到位", owner=owner, measure=measure, by=principal, at=now)
    report_done(done, text="登记簿已用起来", proof="登记簿和照片", by=principal, at=now)
