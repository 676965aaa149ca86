import os
import signal

import pytest

from banheng.core.errors import ExtraMissing
from banheng.scoring import storage


@pytest.fixture(params=["disk", "memory", "file"])
def place(request, tmp_path):
    if request.param == "disk":
        return str(tmp_path)
    pytest.importorskip("fsspec")
    return f"memory://{tmp_path.name}" if request.param == "memory" else f"file://{tmp_path}"


def test_what_is_written_is_read_back(place):
    storage.write(f"{place}/a=1/b", b"one")
    storage.write(f"{place}/a=1/b", b"two")

    assert storage.read(f"{place}/a=1/b") == b"two"


def test_folders_are_listed_in_order_and_files_are_not(place):
    for name in ("c=2/x", "c=1/x", "d=1/x", "c=3"):
        storage.write(f"{place}/top/{name}", b"")

    assert storage.folders(f"{place}/top", "c=*") == ["c=1", "c=2"]
    assert storage.folders(f"{place}/nowhere", "*") == []


def test_what_is_removed_is_gone(place):
    storage.write(f"{place}/a", b"")

    storage.remove(f"{place}/a")
    storage.remove(f"{place}/a")

    with pytest.raises(FileNotFoundError):
        storage.read(f"{place}/a")


@pytest.mark.parametrize("address", ["s3://bucket/a", "nosuchstore://a"])
def test_an_address_that_wants_more_is_refused(address):
    pytest.importorskip("fsspec")

    with pytest.raises((ExtraMissing, OSError)):
        storage.read(address)


def test_killed_while_writing_the_old_file_stands(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"old")
    child = os.fork()
    if child == 0:
        storage.os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
        storage.write(str(file), b"new")
        os._exit(0)
    _, status = os.waitpid(child, 0)

    assert os.WTERMSIG(status) == signal.SIGKILL
    assert file.read_bytes() == b"old"
