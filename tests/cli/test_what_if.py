import json

import pytest
from tests.cli.conftest import EXAMPLE


@pytest.fixture
def stricter(run, tmp_path):
    """The primary scheme with dearer rubbish and without the item of prizes' project."""
    path = tmp_path / "stricter.yaml"
    run("scheme", "copy", "primary-month", path)
    text = path.read_text("utf-8")
    path.write_text(text.replace("地面不洁, points: -0.2", "地面不洁, points: -1"), encoding="utf-8")
    return path


def test_the_same_scheme_changes_nothing(run, inputs):
    output = run("what-if", "primary-month", "primary-month", *inputs, "--format", "json").stdout

    summary = json.loads(output)["summary"]
    assert (summary["total_stays"], summary["rating_changes"], summary["pay_fen"]) == (4, 0, 0)


def test_a_dearer_event_costs_points_and_pay(run, inputs, stricter):
    output = run("what-if", "primary-month", stricter, *inputs, "--format", "json").stdout

    best = json.loads(output)["subjects"][0]
    # 3 places at 1 point instead of 0.2 cost 2.4 points, and each point is worth 1 yuan
    assert (best["total_change"], best["pay_change_fen"]) == ("-2.4", -240)


def test_the_text_names_everyone_who_gains_or_loses(run, inputs, stricter):
    told = run("what-if", "primary-month", stricter, *inputs).stdout

    assert "三年级1班 李静" in told
    assert "-2.40 元" in told


def test_records_that_the_other_scheme_does_not_know_are_counted(run, inputs, tmp_path, stricter):
    text = stricter.read_text("utf-8")
    stricter.write_text(
        text.replace("untidy:", "very_untidy:").replace("桌椅物品不整齐", "凌乱"), encoding="utf-8"
    )

    result = run("what-if", "primary-month", stricter, *inputs)

    assert result.exit_code == 0
    assert "行记录在试算中不计" in result.stderr


def test_the_text_names_the_files_and_tells_who_changes_and_all_on_demand(run, inputs, stricter, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text((EXAMPLE / "roster.csv").read_text("utf-8").replace("周倩", "李静"), encoding="utf-8")
    options = [roster if option == EXAMPLE / "roster.csv" else option for option in inputs]

    lines = run("what-if", "primary-month", stricter, *options, "--all").stdout.splitlines()
    moved = run("what-if", "primary-month", stricter, *options).stdout.splitlines()

    assert lines[1] == f"改用：{stricter}"
    stays = [
        "总分" in line and "不变）" in line and "；" not in line for line in lines[lines.index("") + 1 :]
    ]
    assert stays == sorted(stays)
    assert lines[2] == f"有变动 {stays.count(False)} 人，没有变动 {stays.count(True)} 人。"
    assert moved == lines[: -stays.count(True)]
    assert "李静（t01）" in "".join(lines)


def test_a_scheme_that_is_not_there_is_refused_under_its_argument(run, inputs):
    assert run("what-if", "primary-month", "nosuch", *inputs).stderr.startswith("OTHER: cli.E001")
