import gettext

import pytest
from hatch_build import LOCALES, VENDOR, FrontEndFailed, build_front_end, compile_messages, fingerprint_of

PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "今日"
msgstr "Today"

msgid "%(count)s 条"
msgid_plural "%(count)s 条"
msgstr[0] "%(count)s record"
msgstr[1] "%(count)s records"
"""


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "frontend/licences").mkdir(parents=True)
    (tmp_path / "frontend/package.json").write_text('{"private": true}', encoding="utf-8")
    return tmp_path


def test_messages_are_compiled_so_that_gettext_finds_them(tree):
    folder = tree / LOCALES / "en/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO, encoding="utf-8")

    compile_messages(tree)

    english = gettext.translation("django", tree / LOCALES, ["en"])
    assert english.gettext("今日") == "Today"
    assert english.ngettext("%(count)s 条", "%(count)s 条", 2) == "%(count)s records"


@pytest.mark.parametrize("name", ["package.json", "charts.js", "licences/one.txt"])
def test_the_fingerprint_changes_with_every_file_of_the_front_end(tree, name):
    before = fingerprint_of(tree / "frontend")

    (tree / "frontend" / name).write_text("changed", encoding="utf-8")

    assert fingerprint_of(tree / "frontend") != before


def test_the_fingerprint_does_not_look_at_installed_packages(tree):
    before = fingerprint_of(tree / "frontend")

    (tree / "frontend/node_modules").mkdir()
    (tree / "frontend/node_modules/x.js").write_text("", encoding="utf-8")

    assert fingerprint_of(tree / "frontend") == before


def test_what_was_built_from_the_same_files_is_left_alone(tree):
    (tree / VENDOR).mkdir(parents=True)
    (tree / VENDOR / ".inputs").write_text(fingerprint_of(tree / "frontend"), encoding="utf-8")

    build_front_end(tree)

    assert not (tree / "frontend/node_modules").exists()


def test_a_failing_npm_is_named_with_what_it_said_and_what_to_do(tree):
    with pytest.raises(
        FrontEndFailed, match=r"(?s)frontend/: 'npm ci' failed.*package-lock.*NPM_CONFIG_REGISTRY"
    ):
        build_front_end(tree)
