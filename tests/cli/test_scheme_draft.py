import json

import pytest

TEXT = "青山小学班主任月考核办法\n一、总则\n每月考核一次,满分100分。\n二、内容\n1、卫生(60分)。不洁每次扣1分,扣完为止。\n2、纪律(50分)。吵闹每次扣____分。\n"


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "办法.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_document_becomes_a_scheme_and_a_report(run, document, tmp_path):
    scheme, report = tmp_path / "scheme.yaml", tmp_path / "report.json"

    result = run("scheme", "draft", document, "--output", scheme, "--report", report)

    assert result.exit_code == 0
    assert "办法.txt:3: total_mismatch 二: 60+50 = 110，文中总分为 100。" in result.stderr
    assert run("scheme", "lint", scheme).exit_code == 1
    items = json.loads(report.read_text(encoding="utf-8"))["items"]
    assert [(item["path"], item["points"]) for item in items] == [("二/1", 60), ("二/2", 50)]


def test_without_a_file_to_write_to_the_scheme_is_shown(run, document):
    assert "title: 青山小学班主任月考核办法" in run("scheme", "draft", document).stdout


def test_a_file_that_exists_stays(run, document, tmp_path):
    scheme = tmp_path / "scheme.yaml"
    scheme.write_text("mine", encoding="utf-8")

    assert run("scheme", "draft", document, "--output", scheme).exit_code == 1
    assert scheme.read_text(encoding="utf-8") == "mine"


def test_of_several_documents_the_one_with_most_items_is_taken_and_another_can_be_chosen(run, tmp_path):
    path = tmp_path / "汇编.txt"
    path.write_text("甲校班主任工作职责制度\n一、职责\n1、热爱学生。\n二、附则\n" + TEXT, encoding="utf-8")

    assert "有 2 份方案" in run("scheme", "draft", path).stderr
    assert "没有找到计分的条款" in run("scheme", "draft", path, "--part", "1").stderr
    assert run("scheme", "draft", path, "--part", "3").exit_code == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", b"PK", "已损坏"),
        ("a.txt", b"PK\x03\x04", "内容是 .docx 文件"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "旧版 Word"),
    ],
)
def test_hostile_and_wrong_files_are_refused_in_one_sentence(run, tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)

    result = run("scheme", "draft", path)

    assert result.exit_code == 2
    assert words in result.stderr


def test_a_missing_file_is_told(run, tmp_path):
    result = run("scheme", "draft", tmp_path / "none.txt", "--lang", "en")

    assert result.exit_code == 2
    assert "cannot be read" in result.stderr
