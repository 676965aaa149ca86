"""Who has a duty, as the clause or the headings over it say."""

from __future__ import annotations

import re

from banheng.routines.pack import Owner

OWNERS = (
    (
        Owner.HOMEROOM_TEACHER,
        re.compile(r"班主任(?!工作领导|资格|队伍|例会|津贴|培训|会议|工作会|工作例会|论坛|考|工作室|工作群)"),
    ),
    (Owner.FINANCE_GROUP, re.compile(r"(?:财务|理财)(?:审核|监督|管理)?小组")),
    (Owner.BOOKKEEPER, re.compile(r"报账(?:人)?员|会计|出纳")),
    (Owner.SUBJECT_LEADER, re.compile(r"教研组长|备课组长|学科组长")),
    (Owner.GRADE_LEADER, re.compile(r"年级(?:组长|主任|组)")),
    (
        Owner.MORAL_EDUCATION_OFFICE,
        re.compile(r"德育[处室办科]|政教[处室]|学生[处科](?!理)|学工处|(?:德育|政教)主任"),
    ),
    (Owner.ACADEMIC_AFFAIRS_OFFICE, re.compile(r"教[务导](?:处|主任)|教学处")),
    (Owner.PRINCIPAL, re.compile(r"校长(?!室|办公)")),
    (
        Owner.SUBJECT_TEACHER,
        re.compile(r"(?:科任|任课|学科)(?:老师|教师)|(?:^|全体)教师(?=应|要|须|必须|每|职责|岗位|:|$)"),
    ),
)
OWN = (
    (Owner.SUBJECT_LEADER, re.compile(r"本?教研组|本学科组")),
    (Owner.HOMEROOM_TEACHER, re.compile(r"本班|全班|班会|班级日志|班委|班干部")),
)
"""What only one post has."""

ACTS = re.compile(
    r"应|要|须|必须|每|负责|在|定期|经常|及时|按|认真|:|,|参加|做|组织|召集|召开|对|向|与|和|随时|期|学期|周"
)
SUBJECT = re.compile(
    r"(?:^|[,:、]|由|以及)\s*(?:各|全体|本校|每[位个名]|各班|本班|新任)?(?:的)?班主任(?:老师|教师)?(?!的|与|和(?=家长))"
)
"""Homeroom teachers as those who act, not as those about whom something is done."""

HEADING = re.compile(r"职责|岗位|任务|要求|常规|一日|制度|规范|细则|条例|标准|规定|责任")
NO_HEADING = re.compile(r"队伍|建设|培训|工作室|选[拔聘]|意见|通知|问责|机制")
LONGEST_HEADING = 30
FOR_COLLEAGUES = re.compile(
    r"(?:组织|召集|安排|召开|举[办行]|给|为|对|由|进行|开展)[^,。;]{0,8}(?:班主任|教师)(?![^,。;]{0,6}家)[^,。;]{0,16}"
    r"(?:培训|轮训|研修|选拔|研讨|交流|例会|会议|座谈|沙龙|论坛|学习|辅导|指导|心理|业务|比赛|竞赛|大赛|活动|检查|会)|师徒|徒弟|校本培训|(?:督促|确保|要求|引导|监督|让|使)班主任"
    r"|班主任(?:例会|论坛|工作坊|培训|研修|沙龙|学习班|座谈会|工作例会|工作会)"
)
SUBJECT_TEACHERS = re.compile(r"(?:科任|任课|学科)(?:教师|老师)")
TAKES_PART = re.compile(r"参加|出席|到会")
SCHOOL = re.compile(
    r"(?:[^,。;]{0,10}学校|校领导|领导小组|教育机构|各?校|各学校|中小学校?|有关部门|相关部门)(?=应|要|须|必须|每|可|将|定期|组织|对|,|$)"
)
STRANGERS = re.compile(
    r"(?:[^,:]{0,8}[,:])?(?:各?(?:市|县|省|区|州)?(?:级|各级)?[^,。;]{0,6}(?:教育局|教育行政部门|主管部门|教委|教体局|人力资源)|各地|各级|各有关|[县市省区][^,。;]{0,6}(?:单位|部门)"
    r"|政府|督导|保险|监管|公司|企业|(?:全体|每[个位名]|各班)?(?:学生(?!干部|处|科)|同学)|值日生|值日班长|班长|班干部|家长|监护人|徒弟|“徒弟”|师傅|导师|课代表|工作室|成员|实习生|宿管|保安)"
)
"""Who is none of the posts that a duty can have."""


def owner_of(text: str, sentence: str, above: tuple[str, ...]) -> Owner | None:
    """Find who has a duty: as the sentence says, else by the nearest heading, else by the title; None if nobody is named."""
    actor = _actor(_before_verb(text)) or _actor(_before_verb(sentence))
    for_colleagues = FOR_COLLEAGUES.search(text) and not (
        TAKES_PART.search(text) or SUBJECT_TEACHERS.search(text)
    )
    if for_colleagues:
        named = [actor, *(_of_heading(words) for words in reversed(above))]
        return next((who for who in named if who and who is not Owner.HOMEROOM_TEACHER), None)
    if actor:
        return actor
    if SCHOOL.match(text) or SCHOOL.match(sentence):
        return None
    own = next((who for who, words in OWN if words.search(text)), None)
    return own or next((who for words in reversed(above) if (who := _of_heading(words))), None)


def is_strangers(sentence: str) -> bool:
    """Tell a sentence about what pupils, parents, authorities or others do."""
    return bool(STRANGERS.match(sentence))


def _before_verb(text: str) -> str:
    found = ACTS.search(text)
    return text[: found.start() + 1] if found else ""


def _named(words: str) -> Owner | None:
    named = [(found.start(), who) for who, pattern in OWNERS if (found := pattern.search(words))]
    return min(named)[1] if named else None


def _actor(words: str) -> Owner | None:
    found = _named(words)
    return None if found is Owner.HOMEROOM_TEACHER and not SUBJECT.search(words) else found


def _of_heading(words: str) -> Owner | None:
    head = words.partition("。")[0][:LONGEST_HEADING]
    return _named(head) if HEADING.search(head) and not NO_HEADING.search(head) else None
