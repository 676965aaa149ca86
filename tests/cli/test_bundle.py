import json
import subprocess
import sys
import zipfile

import pytest
from tests.bundles.packed import KEY, OTHER_KEY, changed, good, signed_anew
from tests.cli.conftest import CALENDAR

from banheng.bundles.packing import as_zip
from banheng.bundles.signing import fingerprint_of, public_key_of

OURS = fingerprint_of(public_key_of(KEY))


@pytest.fixture
def bundle(run, inputs, tmp_path):
    """Pack the example and give the path."""

    def pack_example(*options):
        path = tmp_path / "october.zip"
        result = run("bundle", "primary-month", *inputs, "--output", path, *options)
        assert result.exit_code == 0, result.stderr
        return path, result.stderr

    return pack_example


@pytest.fixture
def handed(tmp_path):
    """Write a bundle to a file."""

    def write(bundle):
        path = tmp_path / "handed.zip"
        path.write_bytes(as_zip(bundle))
        return path

    return write


def test_what_was_packed_is_verified(run, bundle, tmp_path):
    path, words = bundle("--key", tmp_path / "school.pem")

    result = run("verify", path)

    assert result.exit_code == 0
    assert result.stdout.endswith("核验通过：结果与依据相符。\n")
    assert "新建了签名密钥" in words
    fingerprint = words.partition("签名密钥的指纹：")[2][:39]
    assert run("verify", path, "--key", fingerprint).exit_code == 0
    assert "未经核对" not in run("verify", path, "--key", fingerprint).stdout


def test_the_next_bundle_is_signed_by_the_same_key(bundle, tmp_path):
    _, first = bundle("--key", tmp_path / "school.pem")
    _, second = bundle("--key", tmp_path / "school.pem")

    assert "新建" not in second
    assert first.partition("指纹：")[2][:39] == second.partition("指纹：")[2][:39]


def test_without_a_key_it_is_not_signed(run, bundle):
    path, words = bundle()

    assert "指纹" not in words
    assert "没有签名：只能证明内容前后一致" in run("verify", path).stdout


def test_the_calendar_and_the_results_of_score_are_in_it(run, inputs, bundle):
    path, _ = bundle()
    scored = json.loads(run("score", "primary-month", *inputs, "--format", "json").stdout)

    with zipfile.ZipFile(path) as file:
        calendar = json.loads(file.read("calendar.json"))
        results = json.loads(file.read("results.json"))

    assert all(day in CALENDAR for day in calendar["days_off"] + calendar["working_days"])
    assert results["results"] == scored["results"]


def test_a_key_file_that_holds_no_key_is_refused_and_nothing_written(run, inputs, tmp_path):
    (tmp_path / "k.pem").write_text("no key", encoding="utf-8")

    options = ("--output", tmp_path / "b.zip", "--key", tmp_path / "k.pem")
    result = run("bundle", "primary-month", *inputs, *options)

    assert result.exit_code == 2
    assert "里没有 Ed25519 私钥" in result.stderr
    assert not (tmp_path / "b.zip").exists()


def test_it_says_whose_result_it_is_and_how_far_the_ledger_went(run, handed):
    lines = run("verify", handed(good())).stdout.splitlines()

    manifest = good().manifest
    assert lines[0] == "实验小学　小学班主任月度考核方案　2026-10"
    assert lines[1] == f"第 2 版，公布的摘要 {manifest.edition.digest}"
    assert lines[3] == f"记录截至第 88 条，{'e' * 64}"
    assert lines[4] == f"核验包的摘要 {manifest.digest}"


def test_what_differs_is_named_and_exits_with_1(run, handed):
    path = handed(changed("evidence.csv", lambda text: text.replace("09,3,", "09,4,", 1)))

    chinese, english = run("verify", path), run("verify", path, "--lang", "en")

    assert chinese.exit_code == english.exit_code == 1
    assert "evidence.csv:2: bundle.E021 错误: 这一行与封装时不同" in chinese.stdout
    assert "三年级1班 李静：教室与清洁区卫生 11.2，重新计算为 11。" in chinese.stdout
    assert "三年级1班 李静: 教室与清洁区卫生 11.2, recomputed 11." in english.stdout
    assert english.stdout.endswith("Not verified; see above what differs.\n")


def test_a_file_that_is_no_bundle_exits_with_2(run, tmp_path):
    (tmp_path / "b.zip").write_bytes(b"hello")

    results = [
        run("verify", tmp_path / name, "--format", form)
        for name in ("b.zip", "none.zip")
        for form in ("text", "json")
    ]

    assert {result.exit_code for result in results} == {2}
    assert "b.zip: bundle.E002 错误: 不是核验包" in results[0].stderr
    assert json.loads(results[1].stdout)["findings"][0]["id"] == "bundle.E002"
    assert "bundle.E001 错误: 文件无法读取：没有这个文件或目录" in results[2].stderr


def test_programs_are_told_each_check(run, handed):
    path = handed(signed_anew(good(), OTHER_KEY))

    said = json.loads(run("verify", path, "--key", OURS, "--format", "json").stdout)

    assert (said["version"], said["verified"]) == ("banheng-verify/1", False)
    assert {code: check["holds"] for code, check in said["checks"].items()} == {
        "members": True,
        "manifest": True,
        "signature": False,
        "edition": True,
        "results": True,
    }
    assert said["checks"]["signature"]["findings"][0]["id"] == "bundle.E033"
    assert said["manifest"]["school"] == {"code": "shiyan", "name": "实验小学"}


def test_a_key_that_is_none_is_refused(run, handed):
    result = run("verify", handed(good()), "--key", "nosuch.pem")

    assert result.exit_code == 2
    assert "“nosuch.pem”不是公钥文件" in result.stderr


def test_a_fresh_machine_verifies_without_django_and_without_a_database(handed, tmp_path):
    program = (
        "import sys, runpy\n"
        "for name in ('django', 'psycopg', 'sqlite3'):\n    sys.modules[name] = None\n"
        "sys.argv = ['banheng', *sys.argv[1:]]\n"
        "runpy.run_module('banheng', run_name='__main__')"
    )
    command = [sys.executable, "-c", program, "verify", handed(good()), "--key", OURS, "--lang", "en"]

    done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, encoding="utf-8")

    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("Verified: the results follow from what they rest on.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["handed.zip"]
