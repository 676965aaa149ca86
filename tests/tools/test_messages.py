import pytest
from tools.messages import ENGLISH, main

TEMPLATE = """\
{% load i18n %}
<div>
    <h1>{% translate "今日" %}</h1>
  {% blocktranslate count count=total trimmed %}
    {{ count }} 条记录
  {% plural %}
    {{ count }} 条记录
  {% endblocktranslate %}
    <p title="{% trans '扣分' context 'inspection' %}">it's {{ name|default:_("无名") }}</p>
</div>
"""
PYTHON = """\
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy
TITLE = gettext_lazy("班级")
PLACE = pgettext_lazy("where", "位置")
def text(name):
    return _("%(name)s 已保存") % {"name": name}
"""
TEXTS = ("今日", "%(count)s 条记录", "扣分", "无名", "班级", "位置", "%(name)s 已保存")


@pytest.fixture
def tree(tmp_path):
    web = tmp_path / "src/banheng/web"
    (web / "templates/web").mkdir(parents=True)
    (web / "templates/web/today.html").write_text(TEMPLATE, encoding="utf-8")
    (web / "views.py").write_text(PYTHON, encoding="utf-8")
    (web / "plain.py").write_text('gettext("并非网页上的话")\n', encoding="utf-8")
    return tmp_path


def translate(tree, text, english):
    path = tree / ENGLISH
    before = path.read_text(encoding="utf-8")
    after = before.replace(f'msgid "{text}"\nmsgstr ""', f'msgid "{text}"\nmsgstr "{english}"')
    path.write_text(after, encoding="utf-8")
    return before != after


def test_texts_of_templates_and_of_python_are_collected(tree):
    main([], tree)

    written = (tree / ENGLISH).read_text(encoding="utf-8")
    assert [text for text in TEXTS if f'msgid "{text}"' not in written] == []
    assert 'msgctxt "inspection"\nmsgid "扣分"' in written
    assert 'msgid_plural "%(count)s 条记录"\nmsgstr[0] ""\nmsgstr[1] ""' in written


def test_python_that_does_not_import_the_marks_of_django_is_left_out(tree):
    main([], tree)

    assert "并非网页上的话" not in (tree / ENGLISH).read_text(encoding="utf-8")


def test_a_translation_is_kept_and_an_unused_text_goes(tree):
    main([], tree)
    assert translate(tree, "今日", "Today")
    assert translate(tree, "班级", "Class")
    (tree / "src/banheng/web/views.py").unlink()

    main([], tree)

    written = (tree / ENGLISH).read_text(encoding="utf-8")
    assert 'msgid "今日"\nmsgstr "Today"' in written
    assert "班级" not in written


def test_a_second_run_changes_nothing(tree):
    main([], tree)
    first = (tree / ENGLISH).read_bytes()

    main([], tree)

    assert (tree / ENGLISH).read_bytes() == first


def test_the_check_names_a_text_without_a_translation(tree, capsys):
    main([], tree)

    assert main(["--check"], tree) == 1
    assert (
        "'今日' (src/banheng/web/templates/web/today.html) has no English translation"
        in capsys.readouterr().err
    )


def test_the_check_passes_when_every_text_is_translated_and_fails_when_one_comes_in(tree, capsys):
    views = tree / "src/banheng/web/views.py"
    views.unlink()
    template = tree / "src/banheng/web/templates/web/today.html"
    template.write_text('{% load i18n %}{% translate "今日" %}', encoding="utf-8")
    main([], tree)
    assert translate(tree, "今日", "Today")
    assert main(["--check"], tree) == 0

    views.write_text(PYTHON, encoding="utf-8")

    assert main(["--check"], tree) == 1
    assert "is not up to date with the sources" in capsys.readouterr().err


def test_the_check_refuses_a_translation_that_loses_a_placeholder(tree, capsys):
    main([], tree)
    assert translate(tree, "%(name)s 已保存", "%(other)s saved")

    assert main(["--check"], tree) == 1
    assert "does not fit it" in capsys.readouterr().err


def test_the_check_writes_nothing(tree):
    main(["--check"], tree)

    assert not (tree / ENGLISH).exists()
