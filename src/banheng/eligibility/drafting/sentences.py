"""Read the rules that a sentence says by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banheng.core.wording import Wording
from banheng.eligibility.drafting.conditions import (
    N,
    conditions_in_words,
    incident,
    item,
    phrases,
    qualities,
    said,
    together,
)
from banheng.eligibility.drafting.pieces import LIST, pieces
from banheng.eligibility.drafting.rule import Rule
from banheng.schemes.drafting.unscored import Clause, Undecided, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.eligibility.drafting.conditions import Condition

ANY_OF = re.compile(r"之一|任一|其中一项")
PREFER = re.compile(
    r"(?P<cond>[^。;]{4,60}?)(?:者|的)?(?:教师)?,?(?:可|应|可以|予以|将)?(?:适当)?优先(?:考虑|聘任|选聘|担任|推荐|录用)?[。;]?$"
)
ONLY = re.compile(
    r"^(?:(?:各)?(?:学校)?教师)?(?:只有|必须|须|应)?(?P<cond>[^。]{4,60}?)(?:的教师|后|的|者)?,?(?:才能|方可|方能|才可以?)(?:被?(?:担任|聘任为?|任命为|从事|上岗))(?P<post>[^。]{0,6}班主任|$|[。])"
)
MUST_BE = re.compile(
    r"班主任(?:应当?|必须|须|要)?由(?P<cond>[^。;,]{2,40}?)的?教师(?:来)?担任|(?:担任|聘任|竞聘|申请)班主任(?:工作)?的?(?:教师|人员|者)?,?(?:应当?|必须|须|需要?)(?:当)?(?:同时)?(?:具备|具有|符合|满足|取得|持有)(?!(?:以下|下列|如下))(?P<cond2>[^。;]{4,80})|班主任上岗(?:需|须|应当?)(?:具备|具有|有)?(?P<cond3>[^,。;]{4,30})"
)
CHOOSES = re.compile(
    r"(?:选聘|选派|选拔|推选|聘任|安排)(?P<cond>[^。;]{6,90}?)的(?:优秀)?教师(?:来)?担任班主任"
)
BELOW = re.compile(
    rf"(?:担任|从事|任)?(?:班主任)?(?:工作)?(?:未满|不满|不足)(?P<n>{N})年(?:的|者)?[^,。;]{{0,6}},?(?P<soft>原则上)?不(?:得|能|可)(?P<what>(?:提拔|提任|担任|作为|推荐|任命|晋升|参评|评为|申报)[^,。;]{{2,16}})"
)
HAS_TO_SERVE = re.compile(
    rf"(?P<what>(?:晋升|评聘|申报|评选|参评|提拔|竞聘)[^,。;]{{2,20}}?)(?:的)?(?:教师|人员)?,?(?:须|必须|应当?|需)[^,。;]{{0,4}}?(?:有|具有|担任)[^,。;]{{0,20}}?(?P<n>{N})年(?:及?以上)?[^,。;]{{0,4}}班主任"
)
MENTORS = re.compile(
    rf"(?P<level>校|县|市|省)级(?:及?以上)?优秀班主任(?:必须|应当?|须|要)(?:帮带|指导|带|培养)(?P<n>{N})名"
)
FAILS = re.compile(
    rf"(?:连续(?P<n>{N})年)[^,。;]{{0,8}}?(?:不合格|不称职)[^。;]{{0,14}}?(?:不(?:能|得)(?:再|继续)?(?:留任|担任|聘任)|解聘|免去|调离|撤[销换]|取消[^,。;]{{0,6}}资格|退出)"
)
LAST = re.compile(r"末位淘汰")
BACK = re.compile(
    rf"(?:解聘|免职|撤职|撤换)[^,。;]{{0,8}},?(?P<n>{N})年(?:后|内不得)(?:方可|才能|才可|再)?[^,。;]{{0,4}}(?:申请)?担任"
)
VETO = re.compile(r"一票否决")
REMOVES = re.compile(r"(?:撤销|免去|解除|取消)[^,。;]{0,4}班主任(?:职务|资格|工作)|(?:予以|应当?|可以?)解聘")
CASES = re.compile(
    r"(?:对于?|凡|如有|因)(?P<cases>[^。]{4,90}?)(?:的班主任|等?(?:情形|情况|行为|现象)|者|的)?,?"
    r"(?:(?:,[^,。;]{0,6})?(?:有权|将|可以?|要|应当?|一律|均))?(?:适时|及时|严肃查处,?并?及时)?(?:予以|给予|实行|实施)?(?:一票否决|撤销|免去|解除|解聘)"
)
REST = re.compile(
    rf"连续(?:担任|任)(?:班主任)?(?P<n>{N})个?学段(?:的)?(?:班主任)?[^。;]{{0,6}}?,?(?:应|要|可|须)?(?:安排)?休整"
)
TERM = re.compile(
    rf"(?P<soft>原则上)?[^,。;]{{0,6}}?(?:任期|聘期)[^,。;]{{0,6}}?(?:不少于|不低于|至少|为)(?P<n>{N})年"
)
NEW = re.compile(
    r"(?:新任|首次担任|初任|新上岗的?)[^,。;]{0,4}班主任[^,。;]{0,6}?(?:须|必须|应当?|要)[^,。;]{0,20}?(?:岗前培训|上岗培训)|先培训[,、]?后上岗"
)
STAFFED = re.compile(rf"每个?(?:教学)?班(?:级)?(?:必须|应当?|须|要)?(?:配备|设|配)(?P<n>{N})[名位]班主任")
HOURS = re.compile(
    rf"(?P<soft>原则上)?[^。;]{{0,10}}培训[^。;]{{0,16}}(?:不得?(?:少于|低于)|至少)(?P<n>{N})(?:个)?(?:学时|课时)"
)
DIRECT = re.compile(r"直接认定|免(?:予)?培训|可(?:以)?直接(?:取得|获得|聘任)")
AIMS = re.compile(r"使|为了|旨在|目标|通过|提高|提升|鼓励|培养|考核指标|依据|重要意义|促进|争取|挂钩")
TREATMENT = re.compile(r"评(?:先|优|职)|晋[升级]|职称评|提供|进修|待遇|疗养|对[^,。;]{2,24},")
UNREADABLE = Wording(
    "像是对人的条件，没有读成规则", "it looks like a condition for persons, and was not read as a rule"
)


def rules_in(sentence: Clause) -> list[Rule]:
    """Give the rules of a sentence; a veto that the drafted scheme holds is left to it."""
    readers = (_admission, _promotion, _endings, _office)
    found = (rule for read in readers for rule in read(sentence))
    return [rule for rule in found if not (rule.kind == "veto" and sentence.is_in_scheme)]


def preference(piece: Clause) -> Iterator[Rule | Undecided]:
    """Read who goes before others; undecided if no condition of the language says it."""
    found = PREFER.search(piece.text)
    phrases = re.split(r",?或者?", found["cond"]) if found else []
    bare = [words for phrase in phrases if (words := phrase.strip(" ,的"))]
    if any(conditions_in_words(phrase) for phrase in bare):
        conditions = [together(conditions_in_words(phrase) or [item(phrase)]) for phrase in bare]
        yield Rule("priority", piece, conditions, any_of=True)
    elif found:
        yield Undecided(piece, UNREADABLE)


def _admission(sentence: Clause) -> Iterator[Rule]:
    """Read who may serve, or be recognised, and who goes first."""
    text = sentence.text
    listed = LIST.search(text)
    if ANY_OF.search(text) and listed and DIRECT.search(text):
        conditions = [together(said(piece.text)) for piece in pieces(sentence.part(listed.start()))]
        yield Rule("direct", sentence, conditions, any_of=True)
    elif (found := ONLY.search(text)) and not AIMS.search(found["cond"]):
        yield Rule("serve", sentence, phrases(found["cond"]))
    elif (found := CHOOSES.search(text)) and not AIMS.search(found["cond"]):
        yield Rule("serve", sentence.part(*found.span()), qualities(found["cond"]))
    elif (found := MUST_BE.search(text)) and "职责" not in text:
        conditions = phrases(found["cond"] or found["cond2"] or found["cond3"])
        if any(condition["kind"] != "item" for condition in conditions):
            yield Rule("serve", sentence, conditions)
    for part in sentence.sentences():
        if PREFER.search(part.text) and not TREATMENT.search(part.text):
            yield from (rule for rule in preference(part) if isinstance(rule, Rule))


def _promotion(sentence: Clause) -> Iterator[Rule]:
    """Read who may be promoted or honoured, and who has to be a mentor."""
    for pattern in (BELOW, HAS_TO_SERVE):
        for found in pattern.finditer(sentence.text):
            years = {"kind": "service_years", "years": whole(found["n"])}
            is_hard = "原则上" not in found[0]
            yield Rule(
                "promote",
                sentence.part(*found.span()),
                [years],
                hard=is_hard,
                name=f"{found['what']}的任职年限",
            )
    if named := MENTORS.search(sentence.text):
        honour = conditions_in_words(f"获{named['level']}级优秀班主任")
        pair = {
            "kind": "paired",
            "side": "mentor",
            "at_least": whole(named["n"]),
            "name": "带青年教师",
            "name_en": "mentors a young teacher",
        }
        yield Rule(
            "mentor", sentence.part(*named.span()), [{"kind": "implies", "given": honour[0], "then": pair}]
        )


def _endings(sentence: Clause) -> Iterator[Rule]:
    """Read who is removed, when one may come back, and what is vetoed."""
    for part in sentence.sentences():
        text = part.text
        if found := FAILS.search(text):
            yield Rule("exit", part, [{"kind": "failed_years", "years": whole(found["n"])}])
        if LAST.search(text) and "班主任" in sentence.text:
            yield Rule("exit", part, [{"kind": "last_place"}])
        if found := BACK.search(text):
            since = {
                "kind": "years_since",
                "event": "dismissed",
                "years": whole(found["n"]),
                "name": "解聘",
                "name_en": "dismissal",
            }
            yield Rule("return", part, [since])
        kind = "veto" if VETO.search(text) else "exit"
        found = CASES.search(text) if kind == "veto" or REMOVES.search(text) else None
        if found and not FAILS.search(text) and (conditions := _cases(found["cases"])):
            yield Rule(
                kind, part, conditions, any_of=True, hard=not re.search(r"有权|可以|可予|原则上", text)
            )


def _cases(words: str) -> list[Condition]:
    conditions: list[Condition] = []
    for phrase in re.split(r"[、,]|或者?", words):
        bare = re.sub(r"^在?[^,、]{0,6}工作中(?=乱)|的?班主任$|的$", "", phrase.strip(" ,的"))
        if len(bare) > 1 and not re.fullmatch(r"班主任|教师|学校", bare):
            failed = [
                condition for condition in conditions_in_words(bare) if condition["kind"] == "failed_years"
            ]
            conditions += failed or [incident(bare)]
    return conditions


def _office(sentence: Clause) -> Iterator[Rule]:
    """Read terms, rests, training and staffing."""
    text = sentence.text
    if found := REST.search(text):
        condition = {"kind": "stages_served", "stages": whole(found["n"]), "stage_months": None}
        yield Rule("rest", sentence.part(*found.span()), [condition])
    if (found := TERM.search(text)) and "班主任" in text:
        years = {"kind": "term_of_office", "years": whole(found["n"])}
        yield Rule("term", sentence.part(*found.span()), [years], hard=not found["soft"])
    if NEW.search(text):
        trained = {
            "kind": "training_passed",
            "training": ["pre_service"],
            "name": "岗前培训",
            "name_en": "training before the post",
        }
        yield Rule("start", sentence, [{"kind": "has_served"}, trained], any_of=True)
    if found := STAFFED.search(text):
        names = {"name": "在任班主任人数", "name_en": "homeroom teachers in post"}
        figure = {"kind": "figure", "figure": "homeroom_teachers", "at_least": whole(found["n"]), **names}
        yield Rule("class_check", sentence.part(*found.span()), [figure], about="class")
    hours = [condition for condition in conditions_in_words(text) if condition["kind"] == "training"]
    if hours and HOURS.search(text):
        yield Rule("hours", sentence, hours, hard="原则上" not in text)
