"""`banheng eligibility` as somebody types it."""

import json

import pytest

PEOPLE = """\
people:
  - name: 王老师
    stage: junior
    qualifications: [{stage: senior, since: 2015-06-01}]
    certificates: []
    training: [{training: centralised, hours: 14, on: 2024-05-01}]
  - {name: 李老师}
  - {name: 七（1）班, about: class, figures: {homeroom_teachers: 2}}
"""


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.yaml"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


@pytest.fixture
def check(run, people):
    return lambda *arguments: run(
        "eligibility", "check", *arguments, "--people", people, "--on", "2026-09-01"
    )


def test_the_library_is_listed_with_what_is_open(run):
    ran = run("eligibility", "list")

    assert ran.exit_code == 0
    assert any(
        line.split() == ["003-E", "11", "3", "进一步加强班主任工作（市级）"]
        for line in ran.stdout.splitlines()
    )


def test_a_pack_is_said_in_words(run):
    ran = run("eligibility", "show", "003-E", "--lang", "en")

    assert ran.exit_code == 0
    assert "[exits] how the three exits go together: not chosen yet" in ran.stdout
    assert "last_place: last place out [exits=all_three] 003-E-09, 003-E-24" in ran.stdout


def test_what_a_pack_leaves_open_is_listed_and_keeps_it_from_being_put_in_force(run):
    ran = run("eligibility", "lint", "001-V")

    assert ran.exit_code == 1
    assert "settings/stage/chosen: eligibility.E002 错误" in ran.stdout
    assert run("eligibility", "lint", "001-X").exit_code == 0


def test_everybody_is_answered_on_a_line_with_what_is_missing(check):
    ran = check("001-X")

    assert ran.exit_code == 0
    (line,) = [line for line in ran.stdout.splitlines() if "王老师" in line and "20 学时" in line]
    assert "不符合（原则上要求，仅提醒）" in line
    assert "还差 6 学时" in line


def test_one_person_is_answered_in_full(check):
    ran = check("001-X", "--person", "王老师")

    assert "持证上岗: 不符合 (001-X-14)" in ran.stdout
    assert "    ✓ 相应学段教师资格：有，高中" in ran.stdout
    assert "李老师" not in ran.stdout


def test_answers_are_given_as_json_with_choices_and_fingerprint(check):
    ran = check(
        "003-B",
        "--format",
        "json",
        *("--choose", "stationed=counts"),
        *("--choose", "average=all"),
        *("--choose", "floor=both"),
    )

    found = json.loads(ran.stdout)
    (staffed,) = [each for each in found["answers"] if each["name"] == "七（1）班"]
    assert (found["version"], found["choices"]["floor"], len(found["fingerprint"])) == (
        "banheng-eligibility/1",
        "both",
        64,
    )
    assert (staffed["rule"], staffed["answer"], staffed["outcome"]) == ("staffed", "no", "blocked")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("003-E",), 1, "settings/exits/chosen: eligibility.E002"),
        (("003-E", "--choose", "exits"), 2, "不是“设置=选项”"),
        (("001-X", "--choose", "exits=all"), 1, "没有设置“exits”或选项“all”"),
        (("001-X", "--person", "王老帅"), 2, "是否要写“王老师”"),
        (("nothing.yaml",), 2, "nothing.yaml"),
        (("nothing",), 2, "规则库里没有“nothing”"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(check, arguments, code, said):
    ran = check(*arguments)

    assert (ran.exit_code, ran.stdout) == (code, "")
    assert said in ran.stderr


def test_nobody_to_ask_about_is_said(run, tmp_path):
    path = tmp_path / "people.yaml"
    path.write_text("people: [{name: 七（1）班, about: class}]\n", encoding="utf-8")

    ran = run("eligibility", "check", "001-U", "--people", path, "--on", "2026-09-01")

    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "没有可判断的对象" in ran.stderr


def test_a_fault_in_the_file_of_people_is_named_at_its_line(run, tmp_path):
    path = tmp_path / "people.yaml"
    path.write_text(PEOPLE.replace("certificates", "certificate"), encoding="utf-8")

    ran = run("eligibility", "check", "001-X", "--people", path, "--on", "2026-09-01")

    assert ran.exit_code == 1
    assert f"{path}:5:people/0/certificate" in ran.stderr
