"""The pages of a county in English: indicators, standards and columns of the library have English names."""

import random
import re

import pytest
from django.urls import reverse

from banheng.accounts.models import RoleGrant
from banheng.accounts.roles import Role
from banheng.bureau.collecting.importing import guess
from banheng.bureau.collecting.models import Collection
from banheng.demo.county import make_county
from banheng.schools.models import Bureau
from tests.factories import TODAY, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
GROUNDS = "Sports grounds and halls per student"
STOCK = "Sports grounds and halls (area)"
NAMES = re.compile("生均|每百名|面积|达标|差异系数|督导评估|办学基本标准|核心指标|平方米")


@pytest.fixture
def officer(client):
    bureau = Bureau.objects.create(code="county", name="县教育局")
    user = make_user("officer")
    RoleGrant.objects.create(user=user, role=Role.BUREAU_OFFICER, bureau=bureau, first=TODAY)
    make_county(bureau, TODAY, random.Random(1), schools=12)  # noqa: S311 - invented schools, nothing secret
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


SCHOOL = {"school": "county-006"}
YEAR = {"year": TODAY.year}
PAGES = [
    ("indicators", {}, GROUNDS),
    ("indicators-one", {"code": "sports_area"}, GROUNDS),
    ("indicators-school", SCHOOL, GROUNDS),
    ("indicators-verdict", {}, "School choice against the rules"),
    ("indicators-whatif", {}, STOCK),
    ("indicators-below", {}, GROUNDS),
    ("indicators-report", {"form": "preview"}, GROUNDS),
    ("collecting-open", {}, STOCK),
    ("collecting-one", YEAR, STOCK),
    ("collecting-filing", YEAR | SCHOOL, STOCK),
    ("planning-new", {}, GROUNDS),
]


@pytest.mark.parametrize(("name", "where", "expected"), PAGES, ids=[name for name, *_ in PAGES])
def test_a_page_names_what_the_library_names_in_english(officer, name, where, expected):
    text = officer.get(reverse(name, kwargs={"bureau": "county", **where})).text

    assert NAMES.findall(text) == []
    assert expected in text


@pytest.mark.parametrize("regime", ["2012", "2017"])
@pytest.mark.parametrize("standard", ["2017", "class-size", "dropout", "gansu", "sample"])
def test_every_regime_and_standard_is_named_in_english(officer, regime, standard):
    said = {"regime": regime, "standard": standard}
    text = officer.get(reverse("indicators-school", args=["county", "county-006"]), said).text

    assert NAMES.findall(text) == []


def test_in_chinese_the_names_are_those_of_the_policy(officer):
    officer.cookies["django_language"] = "zh-hans"
    text = officer.get(reverse("indicators", args=["county"])).text

    assert "生均体育运动场馆面积" in text
    assert GROUNDS not in text


def test_a_table_with_headers_of_either_language_is_understood(officer):
    collection = Collection.objects.first()
    header = [
        "体育运动场馆面积",
        "Sports grounds and halls (area)",
        "小学专任教师数",
        "Primary Full-time teachers",
    ]

    for text in header:
        assert guess(collection, [text], {}), text
