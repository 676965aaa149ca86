import pytest

from banheng.core.wording import Language
from banheng.ledger.checklists import checklist_of
from banheng.ledger.models import Record
from banheng.ledger.naming import Naming
from banheng.schemes.loading import parse_scheme
from tests.factories import LIBRARY, TODAY, adopt, make_school, put_one


@pytest.fixture(scope="module")
def items():
    text = (LIBRARY / "primary-month" / "scheme.yaml").read_text(encoding="utf-8")
    return {item.code: item for item in checklist_of(parse_scheme(text).scheme, Language.ZH_HANS)}


def choice(items, item, event, level=""):
    return next(c for c in items[item].choices if (c.event, c.level) == (event, level))


@pytest.mark.parametrize(
    ("item", "event", "level", "expected"),
    [
        ("hygiene", "unswept", "", ("地面不洁", -1, "−0.2", "处", True)),
        ("hygiene", "absent_duty", "", ("值日缺岗", -1, "−0.5", "人次", True)),
        ("order", "assembly", "", ("集会纪律不好", -1, "−2 至 −0.5", "次", False)),
        ("safety", "concealed", "", ("瞒报安全事件", -1, "本项计 0 分", "起", True)),
        ("presence", "excused", "", ("请假获批", 0, "不扣分", "次", True)),
        ("board", "", "一等", ("一等", 0, "6", "", False)),
        ("prizes", "won", "市级/一等奖", ("获奖 市级 一等奖", 1, "+5", "次", True)),
        ("banner", "", "", ("获流动红旗", 1, "", "", False)),
    ],
)
def test_a_choice_says_what_it_is_and_what_it_costs(items, item, event, level, expected):
    found = choice(items, item, event, level)

    assert (found.name, found.gain, found.price, found.unit, found.counted) == expected


def test_only_items_with_deductions_can_be_found_in_order(items):
    assert items["hygiene"].nothing_found == "unswept"
    assert items["contact"].nothing_found is None
    assert items["board"].nothing_found is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"quantity": "2"}, ("教室与清洁区卫生", "地面不洁", -1, "2 处")),
        ({"quantity": "0"}, ("教室与清洁区卫生", "查过，没有问题", 0, "")),
        (
            {"item": "order", "event": "assembly", "value": "-1.5"},
            ("课间与集会秩序", "集会纪律不好", -1, "−1.5"),
        ),
        ({"item": Record.NEUTRAL, "event": Record.PRAISE, "note": "好"}, ("表扬", "", 1, "")),
        ({"item": Record.NEUTRAL, "event": "", "note": "换了窗帘"}, ("情况", "", 0, "")),
    ],
)
def test_a_record_is_called_by_the_names_of_its_scheme(said, expected):
    school = make_school().school
    adopt(school)

    named = Naming(school, Language.ZH_HANS).name(put_one(school, **said))

    assert (named.item, named.event, named.gain, named.amount) == expected


@pytest.mark.django_db
def test_what_no_scheme_knows_is_called_by_its_codes():
    school = make_school().school
    adopt(school)
    record = put_one(school)
    record.day = TODAY.replace(year=2020)

    assert Naming(school, Language.ZH_HANS).name(record).item == "hygiene"
