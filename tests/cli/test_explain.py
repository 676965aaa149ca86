import json

import pytest

from banheng.cli.subject import find_subject
from banheng.core.errors import BanhengError
from banheng.scoring.roster import Posting
from banheng.scoring.subjects import Subject


def subject(school_class, teacher, *, name="", school="", is_class_line=False):
    return Subject(Posting(school_class, teacher, name, school=school), (), is_class_line=is_class_line)


SUBJECTS = [
    subject("c1", "t1", name="三年级1班"),
    subject("c2", "t2", name="三年级2班"),
    subject("c2", "t3", name="三年级2班"),
    subject("c2", "t3", name="三年级2班", is_class_line=True),
]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三年级1班", 0),
        ("三年级１班", 0),
        ("c1", 0),
        ("C1", 0),
        ("t3", 2),
        ("c2/t2", 1),
        ("三年级2班/t3", 2),
        ("三年级2班/", 3),
        ("/c2/t3", 2),
    ],
)
def test_a_subject_goes_by_class_teacher_or_both(text, number):
    assert find_subject(SUBJECTS, text) is SUBJECTS[number]


def test_a_name_that_several_have_is_refused_with_the_choices():
    with pytest.raises(BanhengError, match=r"三年级2班/t2、三年级2班/t3、三年级2班/\."):
        find_subject(SUBJECTS, "三年级2班")


def test_classes_of_two_schools_are_offered_by_their_whole_key():
    two_schools = [subject("c1", "t1", name="一班", school=school) for school in ("东校", "西校")]

    with pytest.raises(BanhengError, match="东校/c1/t1、西校/c1/t1"):
        find_subject(two_schools, "一班/t1")


def test_a_teacher_is_found_by_a_name_that_nobody_else_has(run, inputs):
    by_name, by_code = (
        run("explain", "primary-month", *inputs, "--subject", word).stdout for word in ("李静", "t01")
    )

    assert by_name == by_code != ""


def test_teachers_of_the_same_name_are_offered_by_class_and_code():
    same = [Subject(Posting(f"c{n}", f"t{n}", teacher_name="王芳"), ()) for n in (1, 2)]

    with pytest.raises(BanhengError, match="c1/t1、c2/t2"):
        find_subject(same, "王芳")


def test_part_of_a_name_is_refused_with_the_names_that_contain_it(run, inputs):
    result = run("explain", "primary-month", *inputs, "--subject", "静")

    assert result.exit_code == 1
    assert "含有这几个字的：三年级1班 李静。" in result.stderr


def test_part_of_the_name_of_an_item_is_refused_with_name_and_code(run, inputs):
    result = run("explain", "primary-month", *inputs, "--subject", "t01", "--item", "卫生")

    assert result.exit_code == 1
    assert "教室与清洁区卫生 hygiene" in result.stderr
    assert "是否要用“hygiene”？" in result.stderr


def test_the_explanation_goes_from_the_total_to_the_records(run, inputs):
    told = run("explain", "primary-month", *inputs, "--subject", "三年级1班").stdout

    for words in ("总分 100.87", "教室与清洁区卫生 11.2", "002-I-03", "后排地面有纸屑", "津贴：444.87 元"):
        assert words in told


def test_one_item_can_be_asked_for_by_code_or_name(run, inputs):
    by_code, by_name = (
        run("explain", "primary-month", *inputs, "--subject", "t01", "--item", item).stdout
        for item in ("hygiene", "教室与清洁区卫生")
    )

    assert by_code == by_name
    assert "课间操" not in by_code


def test_an_unknown_item_is_refused_with_the_nearest(run, inputs):
    result = run("explain", "primary-month", *inputs, "--subject", "t01", "--item", "higiene")

    assert result.exit_code == 1
    assert "是否要用“hygiene”？" in result.stderr


def test_json_holds_the_same_total(run, inputs):
    output = run("explain", "primary-month", *inputs, "--subject", "t01", "--format", "json").stdout

    explanation = json.loads(output)
    assert explanation["version"] == "banheng-explanation/1"
    assert explanation["total"]["points"] == "100.87"
