import pytest

from banheng.core.errors import BanhengError
from banheng.spreadsheets.writing import replace_when_done


def test_the_file_is_whole_once_the_block_ends(tmp_path):
    with replace_when_done(tmp_path / "out" / "result.csv") as partial:
        partial.write_text("all of it")

    assert (tmp_path / "out" / "result.csv").read_text() == "all of it"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["result.csv"]


def write_half(target, interruption):
    with replace_when_done(target) as partial:
        partial.write_text("half")
        raise interruption


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, ValueError])
def test_a_broken_off_file_leaves_the_former_one_and_nothing_else(tmp_path, interruption):
    target = tmp_path / "result.csv"
    target.write_text("former")

    with pytest.raises(interruption):
        write_half(target, interruption)

    assert target.read_text() == "former"
    assert list(tmp_path.iterdir()) == [target]


def test_a_place_that_cannot_be_written_is_refused_by_name(tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")

    with pytest.raises(BanhengError, match=r"result\.csv: cannot be written"):
        write_half(tmp_path / "taken" / "result.csv", ValueError)
