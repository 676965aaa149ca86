import re
import subprocess
import sys

import click
import pytest

from banheng.cli.main import main
from banheng.core.wording import Language

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def commands(command=main, path=()):
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command, obj=Language.EN)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), (*path, name))


ALL = list(commands())


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_has_help_in_chinese_with_examples(run, path):
    result = run(*path, "--help")

    assert result.exit_code == 0
    assert "用法: banheng" in result.stdout
    assert "示例:\n  banheng" in result.stdout
    for english in ("Usage", "Options", "Show this", "Commands"):
        assert english not in result.stdout


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_has_help_in_english(run, path):
    words = run(*path, "--help", "--lang", "en").stdout.partition("Examples:")[0]

    assert "Usage: banheng" in words
    assert not CHINESE.search(words)


def test_help_is_given_without_loading_what_computes():
    program = (
        "import sys\n"
        "from banheng.cli.main import main\n"
        "try:\n    main(['--help'])\n"
        "finally:\n    print({'polars', 'pydantic', 'numpy', 'rich', 'jinja2'} & set(sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8")

    assert done.stdout.endswith("set()\n")


def test_scoring_without_a_workbook_or_page_does_not_load_what_writes_them(inputs):
    program = (
        "import sys\n"
        "from banheng.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "finally:\n    print({'xlsxwriter', 'jinja2', 'rich'} & set(sys.modules), file=sys.stderr)"
    )

    command = [sys.executable, "-c", program, "score", "primary-month", *map(str, inputs)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")

    assert done.stderr.endswith("set()\n")


def test_the_version_is_told(run):
    assert re.fullmatch(r"banheng \d+\.\d+\.\d+\n", run("--version").stdout)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["skore"], "没有命令“skore”。是否要用“score”？"),
        (["scheme", "lnt"], "没有命令“lnt”。是否要用“lint”？"),
        (["score"], "缺少"),
        (["score", "primary-month", "--evidance"], "没有选项“--evidance”。是否要用“--evidence”？"),
        (["example", "--lang", "fr"], "--lang 不能是这个值，可用：zh、en。"),
        (["scheme", "lint", "--format"], "--format 后面要写一个值。"),
        (["example", "--output", __file__], "--output 要的是目录，这里已有同名文件。"),
    ],
)
def test_a_command_that_is_written_wrongly_says_so_and_exits_with_2(run, arguments, words):
    result = run(*arguments)

    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_wrong_usage_is_told_in_english_too(run):
    result = run("skore", "--lang", "en")

    assert result.stderr == "there is no command 'skore'. Did you mean 'score'?\nSee banheng --help.\n"


def test_no_command_at_all_shows_the_help(run):
    result = run()

    assert result.exit_code == 2
    assert "用法: banheng" in result.stderr
