import ast
from pathlib import Path

import pytest

import banheng
from banheng.core.errors import SchemeInvalid
from banheng.core.wording import Language
from banheng.schemes.loading import parse_scheme
from banheng.schemes.reasons import EXPECTED, STATED, reason

SOURCE = Path(banheng.__file__).parent
DEMO = (Path(__file__).parent / "demo.yaml").read_text(encoding="utf-8")


def stated_reasons():
    """The fixed words of every reason that a model can give."""
    for folder in ("eligibility", "questionnaires", "routines", "rules", "schemes"):
        for path in sorted((SOURCE / folder).glob("*.py")):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""
                if name == "ValueError":
                    yield path.name, call.args[0]
                elif name == "PydanticCustomError":
                    yield path.name, call.args[1]


def fixed_words(argument):
    parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    return parts[0].value


@pytest.mark.parametrize(("file", "argument"), list(stated_reasons()))
def test_every_reason_a_model_gives_is_worded_in_chinese(file, argument):
    words = fixed_words(argument)

    assert words == "{reason}" or words in STATED, f"{file}: add '{words}' to STATED in schemes/reasons.py"


def test_no_wording_is_left_over():
    given = {fixed_words(argument) for _, argument in stated_reasons()}
    from_numbers = {"is not a decimal number", "has more than four decimals"}

    assert set(STATED) - given == from_numbers


def test_codes_after_the_fixed_words_are_kept():
    worded = reason("value_error", "no rating has the code best, worst", {})

    assert worded.zh == "没有代码为此的等次：best, worst"


def test_bounds_are_filled_in():
    figures = {"ge": 0, "le": 100, "max_length": 2, "min_length": 1}

    for kind in EXPECTED:
        worded = reason(kind, "", figures)
        assert "{" not in worded.zh + worded.en


@pytest.mark.parametrize(
    ("wrong", "reason_zh"),
    [
        ("top: -1", "“-1”不能用在这里：此处不能为负数。"),
        ("name: [x]", "“…”不能用在这里：此处应为文字；数字请加引号。"),
        ("needs: {of: []}", "“…”不能用在这里：至少要有 1 项。"),
        ("needs: {of: 3}", "“3”不能用在这里：此处应为列表，每行以“- ”开头。"),
        ("needs: 3", "“3”不能用在这里：此处应为“字段: 值”。"),
        ("otherwise: maybe", "“maybe”不能用在这里：此处应为 true 或 false。"),
        ("top: 3", "这几项不能这样合用：by: rank 须写名额 top，其他方式不写 top。"),
    ],
)
def test_what_the_validator_finds_is_said_in_chinese(wrong, reason_zh):
    text = DEMO.replace(
        "code: pass, name: 合格,", f"code: pass, {'' if 'name' in wrong else 'name: 合格,'} {wrong},"
    )

    with pytest.raises(SchemeInvalid) as refused:
        parse_scheme(text)

    assert [found.say(Language.ZH_HANS) for found in refused.value.findings] == [reason_zh]
