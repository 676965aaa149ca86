"""What a duty pack may say, and how faults are named."""

import pytest

from banheng.core.errors import SchemeInvalid, SchemeUnreadable
from banheng.core.wording import Language
from banheng.routines.loading import load_pack, pack_path, parse_pack

PACK = """\
pack: own
title: 本校常规
duties:
  - {{code: meeting, name: 开好班会, when: {{kind: weekly}}{more}}}
"""


def findings(text):
    with pytest.raises(SchemeInvalid) as refused:
        parse_pack(text)
    return [finding.line(Language.ZH_HANS) for finding in refused.value.findings]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (", restricted: true, proof: note", "只记办了几次，不留文字"),
        (", proof: record", "record_of 与 proof: record 必须同时写"),
        (", record_of: {item: hygiene}", "record_of 与 proof: record 必须同时写"),
        (", fields: [主题]", "写了 fields 的，proof 必须是 note"),
        (", who: teacher", "“teacher”不是可用的取值"),
        (", grace: 2", "不认识的字段“grace”"),
        (", grace_days: -1", "此处不能为负数"),
        (", remind_days: 21", "此处最多 20 个上课日"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(more, said):
    (line,) = findings(PACK.format(more=more))

    assert line.startswith("pack.yaml:4:duties/meeting")
    assert said in line


def test_a_time_of_day_is_written_in_quotes():
    (line,) = findings(PACK.format(more="").replace("weekly", 'daily, by: "25:00"'))

    assert '此处应为时间，写作 "07:40"' in line


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("{kind: weekly, times: 0}", "此处应为大于 0 的"),
        ("{kind: termly, week: 0}", "教学周从 1 数起"),
        ("{kind: termly, week: 31}", "教学周从 1 数起"),
    ],
)
def test_a_figure_that_would_make_a_duty_vanish_is_refused(when, said):
    (line,) = findings(PACK.format(more="").replace("{kind: weekly}", when))

    assert said in line


def test_a_code_that_stands_twice_is_named():
    text = PACK.format(more="")
    (line,) = findings(text + text.splitlines()[-1] + "\n")

    assert "有两项常规用了同一个代码：meeting" in line


def test_comments_and_layout_do_not_change_the_fingerprint_but_figures_do():
    text = PACK.format(more=", grace_days: 1")
    same = parse_pack("# 说明\n" + text.replace("grace_days: 1", "grace_days:  1"))

    assert same.fingerprint == parse_pack(text).fingerprint
    assert parse_pack(text.replace("1", "2")).fingerprint != same.fingerprint


def test_a_figure_that_the_policy_leaves_open_is_a_blank():
    file = parse_pack(PACK.format(more=", grace_days: null"))

    assert file.blanks() == [("duties", 0, "grace_days")]


def test_the_pack_for_everybody_has_no_blanks():
    assert load_pack(pack_path("default")).blanks() == []


def test_a_pack_that_the_library_does_not_have_is_refused_with_the_nearest():
    with pytest.raises(SchemeUnreadable, match="Did you mean default"):
        pack_path("defaul")
