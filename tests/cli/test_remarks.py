import pytest

from banheng.schemes.library import library_path


@pytest.fixture
def contradiction(tmp_path):
    """The primary scheme with a full mark that its parts do not add up to."""
    path = tmp_path / "contradiction.yaml"
    text = (library_path("primary-month") / "scheme.yaml").read_text("utf-8")
    path.write_text(text.replace("full_points: 100\n", "full_points: 90\n"), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command", [("score",), ("explain", "--subject", "t01"), ("what-if", "primary-month")]
)
def test_a_scheme_that_contradicts_itself_is_scored_but_said_to(run, inputs, contradiction, command):
    name, *options = command
    result = run(
        name, *([*options, contradiction] if name == "what-if" else [contradiction, *options]), *inputs
    )

    assert result.exit_code == 0, result.stderr
    assert f"{contradiction}:" in result.stderr
    assert f"方案 {contradiction} 自相矛盾" in result.stderr


def test_a_sound_scheme_is_scored_without_remarks(run, inputs):
    assert run("score", "primary-month", *inputs, "--format", "json").stderr == ""
