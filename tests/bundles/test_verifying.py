import json
import re
from dataclasses import replace

import pytest

from banheng.bundles.bundle import Bundle, LedgerHead, SchoolName
from banheng.bundles.packing import pack
from banheng.bundles.signing import fingerprint_of, public_key_of
from banheng.bundles.verifying import verify
from banheng.core.wording import Language
from tests.bundles.packed import (
    KEY,
    OTHER_KEY,
    changed,
    contents,
    digested_anew,
    good,
    lines,
    signed_anew,
)

FIRST = "1,,p301,,hygiene,unswept,,,2026-10-09,3,,"
OURS = fingerprint_of(public_key_of(KEY))
THEIRS = fingerprint_of(public_key_of(OTHER_KEY))


def told(bundle, key=OURS, language=Language.ZH_HANS):
    """What does not hold, a line each, without remarks, and without the digest of the edition."""
    checks = [check for check in verify(bundle, key) if check.code != "edition"]
    findings = [finding for check in checks for finding in check.findings]
    return [f"{finding.place}: {finding.say(language)}" for finding in findings if ".E" in finding.id]


def restated(**changes):
    return replace(good(), manifest=good().manifest.model_copy(update=changes))


def edited(member, old, new):
    return changed(member, lambda text: text.replace(old, new, 1))


MORE_UNSWEPT = edited("evidence.csv", FIRST, FIRST.replace("09,3", "09,4"))
OTHER_TOTAL = edited("results.json", '"total": "100.87"', '"total": "100.97"')
DEARER = edited("scheme.yaml", "points: -0.2", "points: -0.3")
COMPUTED = "results.json: 三年级1班 李静：教室与清洁区卫生 11.2，重新计算为 11。"
TOTAL = "results.json: 三年级1班 李静：总分 100.97，重新计算为 100.87。"

CASES = {
    "one changed byte of a record": (
        MORE_UNSWEPT,
        ["evidence.csv:2: 这一行与封装时不同，现在是“1,,p301,,hygiene,unswept,,,2026-10-09,4,,", COMPUTED],
    ),
    "a record taken out": (
        changed("evidence.csv", lines(lambda all_: [all_[0], *all_[2:]])),
        [
            "evidence.csv:2: 这里少了一行，现在接着的是“2,,p301,,hygiene,untidy,",
            "results.json: 三年级1班 李静：教室与清洁区卫生 11.2，重新计算为 11.8。",
        ],
    ),
    "a record put in": (
        changed("evidence.csv", lines(lambda all_: [*all_[:-1], "999" + FIRST[1:] + ",", ""])),
        [
            "evidence.csv:89: 这一行是封装后加上的：“999,,p301,,hygiene,unswept",
            "results.json: 三年级1班 李静：教室与清洁区卫生 11.2，重新计算为 10.6。",
        ],
    ),
    "records in another order": (
        changed("evidence.csv", lines(lambda all_: [all_[0], all_[2], all_[1], *all_[3:]])),
        [
            "evidence.csv:2: 从这一行起，各行的次序与封装时不同，现在是“2,,p301,",
            "evidence.csv:3:sequence: “sequence”一列的“1”不合规定，无法重新计算。",
        ],
    ),
    "a changed roster line": (
        edited("roster.csv", ",44,", ",54,"),
        [
            'roster.csv:2: 这一行与封装时不同，现在是“"","primary","三年级","p301","三年级1班","","t01","李静"',
            "results.json: 三年级1班 李静：人数津贴（元） 44.00，重新计算为 54.00。",
        ],
    ),
    "another name in the roster": (
        edited("roster.csv", "李静", "李敬"),
        [
            "roster.csv:2: 这一行与封装时不同",
            "results.json: 三年级1班 李静：姓名 李静，重新计算为 李敬。",
        ],
    ),
    "another calendar": (
        edited("calendar.json", "2026-10-10", "2026-10-17"),
        ['calendar.json:12: 这一行与封装时不同，现在是“"2026-10-17"”。'],
    ),
    "a changed figure of the scheme": (
        DEARER,
        [
            "scheme.yaml:32: 这一行与封装时不同，现在是“unswept: {name: 地面不洁, points: -0.3, per: place}”。",
            "scheme.yaml: 方案的指纹是 ",
            "results.json: 三年级1班 李静：教室与清洁区卫生 11.2，重新计算为 10.9。",
        ],
    ),
    "a remark added to the scheme": (
        changed("scheme.yaml", lambda text: f"{text}# 附注\n"),
        ["scheme.yaml:"],
    ),
    "a changed result": (
        OTHER_TOTAL,
        ['results.json:31: 这一行与封装时不同，现在是“"total": "100.97",”。', TOTAL],
    ),
    "a changed rank": (
        edited("results.json", '"rank": 1', '"rank": 2'),
        ["results.json:32: ", "results.json: 三年级1班 李静：名次 2，重新计算为 1。"],
    ),
    "a changed rating": (
        edited("results.json", '"rating": "excellent"', '"rating": "pass"'),
        ["results.json:34: ", "results.json: 三年级1班 李静：等次代码 pass，重新计算为 excellent。"],
    ),
    "a changed line of pay": (
        edited("results.json", '"fen": 4400', '"fen": 4500'),
        ["results.json:", "results.json: 三年级1班 李静：人数津贴（元） 45.00，重新计算为 44.00。"],
    ),
    "a person taken out of the results": (
        edited("results.json", '"key": "/p301/t01"', '"key": "/p301/t07"'),
        ["results.json:20: ", "results.json: 结果第 1 位是 三年级1班 李静，重新计算是 三年级1班 李静。"],
    ),
    "a changed manifest": (
        restated(made_at="2026-11-30T08:30:00+00:00"),
        ["manifest.json: 清单改动过：所写的摘要是 "],
    ),
    "another period in the manifest": (
        restated(period="2026-11"),
        ["manifest.json: 清单改动过", "results.json: 全部结果：考核周期 2026-10，重新计算为 2026-11。"],
    ),
    "a manifest digested anew without the key": (
        digested_anew(OTHER_TOTAL),
        ["manifest.json: 签名与清单不符：签名之后内容改动过，或签名不是这把密钥（", TOTAL],
    ),
    "signed by another key": (
        signed_anew(good()),
        [f"manifest.json: 签名用的密钥是 {THEIRS}，不是所给的 {OURS}。"],
    ),
    "changed and signed by another key": (
        signed_anew(MORE_UNSWEPT),
        [f"manifest.json: 签名用的密钥是 {THEIRS}，不是所给的 {OURS}。", COMPUTED],
    ),
    "another key's name under the signature": (
        restated(public_key=public_key_of(OTHER_KEY)),
        ["manifest.json: 签名与清单不符", f"manifest.json: 签名用的密钥是 {THEIRS}"],
    ),
    "the signature taken off": (
        restated(public_key="", signature=""),
        ["manifest.json: 没有签名，不能证明出自所给的密钥。"],
    ),
    "changed by its own school": (
        signed_anew(DEARER, KEY),
        [
            "scheme.yaml: 方案的指纹是 ",
            "results.json: 三年级1班 李静：教室与清洁区卫生 11.2，重新计算为 10.9。",
        ],
    ),
}


def test_a_good_bundle_is_verified_without_a_word():
    assert [(check.code, check.holds, list(check.findings)) for check in verify(good(), OURS)] == [
        (code, True, []) for code in ("members", "manifest", "signature", "edition", "results")
    ]


@pytest.mark.parametrize("case", CASES)
def test_what_was_tampered_with_is_refused_and_the_first_difference_named(case):
    bundle, sentences = CASES[case]

    found = told(bundle)

    assert len(found) == len(sentences), found
    for line, sentence in zip(found, sentences, strict=True):
        assert line.startswith(sentence)


def edition_holds(bundle):
    return next(check.holds for check in verify(bundle, OURS) if check.code == "edition")


ANOTHER_EDITION = {
    "roster": signed_anew(edited("roster.csv", ",44,", ",54,"), KEY),
    "calendar": signed_anew(edited("calendar.json", "2026-10-10", "2026-10-17"), KEY),
    "result": signed_anew(OTHER_TOTAL, KEY),
    "date": signed_anew(restated(made_at="2026-11-30T08:30:00+00:00"), KEY),
    "school": signed_anew(restated(school=SchoolName(code="other", name="实验小学")), KEY),
    "ledger": signed_anew(restated(ledger=LedgerHead(sequence=88, hash="f" * 64)), KEY),
}


@pytest.mark.parametrize("part", ANOTHER_EDITION)
def test_what_is_not_the_published_edition_is_refused_even_if_the_school_signs_it(part):
    assert edition_holds(good())
    assert not edition_holds(ANOTHER_EDITION[part])


def test_differences_are_told_in_english_too():
    assert told(OTHER_TOTAL, language=Language.EN) == [
        'results.json:31: this line is not what was packed. It now says \'"total": "100.97",\'.',
        "results.json: 三年级1班 李静: 总分 100.97, recomputed 100.87.".replace("总分", "total"),
    ]


def test_a_key_that_nobody_named_is_said_and_refuses_nothing():
    checks = {check.code: check for check in verify(good())}

    assert checks["signature"].holds
    assert OURS in checks["signature"].findings[0].say(Language.ZH_HANS)


def test_a_bundle_without_a_signature_is_said_to_prove_only_that_it_agrees():
    unsigned = pack(contents(), None)

    [remark] = [finding for check in verify(unsigned) for finding in check.findings]

    assert "不能证明出自哪所学校" in remark.say(Language.ZH_HANS)


def test_another_version_of_the_engine_is_said():
    older = pack(replace(contents(), engine="0.0.9"), KEY)

    [remark] = verify(older, OURS)[-1].findings

    assert re.fullmatch(r"结果由 0\.0\.9 版计算，这里用 .+ 版重新计算。", remark.say(Language.ZH_HANS))


HOSTILE = {
    "results that are no object": ("results.json", "[]", "results.json: 内容不合规定（results.json）"),
    "results without figures": ("results.json", '{"results": [{}]}', "results.json: 内容不合规定（results）"),
    "results that are no JSON": ("results.json", "{", "results.json: 内容不合规定（results.json）"),
    "results too deep": ("results.json", "[" * 100_000, "results.json: 内容不合规定（results.json）"),
    "evidence that is no table": ("evidence.csv", "\0\0", "evidence.csv:1: 内容不合规定"),
    "empty evidence": ("evidence.csv", "", "evidence.csv:1: 内容不合规定"),
    "a roster that is no table": ("roster.csv", '"', "roster.csv:1: 内容不合规定"),
    "an empty roster": ("roster.csv", "", "roster.csv:1: 内容不合规定"),
    "pieces that are none": ("pieces.json", "{}", "pieces.json: 内容不合规定（pieces.json）"),
    "a piece without results": (
        "pieces.json",
        json.dumps(
            [
                {
                    "period": "2026-09",
                    "edition": 1,
                    "digest": "0" * 64,
                    "ledger": "",
                    "at": "2026-10-01T00:00:00Z",
                    "results": {},
                }
            ]
        ),
        "pieces.json: 内容不合规定（results）",
    ),
    "half a character": (
        "results.json",
        '{"results": "\\ud800"}',
        "results.json: 内容不合规定（results.json）",
    ),
    "a calendar that is none": (
        "calendar.json",
        '{"days_off": ["x"]}',
        "calendar.json: 内容不合规定（days_off.0）",
    ),
    "a scheme that is no YAML": (
        "scheme.yaml",
        "scheme: [",
        "scheme.yaml: 无法重新计算：scheme.yaml:1: 不是有效的 YAML",
    ),
    "a scheme without parts": ("scheme.yaml", "scheme: x", "scheme.yaml"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_members_that_make_no_sense_are_told_and_break_nothing(case):
    member, content, sentence = HOSTILE[case]
    bundle = signed_anew(Bundle(good().manifest, {**good().members, member: content.encode()}), KEY)

    found = told(bundle)

    assert found
    assert found[0].startswith(sentence), found


BAD_CELLS = {
    "date": ("2026-10-09,3", "2026-13-09,3"),
    "quantity": ("2026-10-09,3", "2026-10-09,x"),
    "value": ("2026-10-09,3,", "2026-10-09,3,x"),
    "voids": ("2026-10-09,3,,", "2026-10-09,3,,777"),
    "sequence": ("\n2,", "\n1,"),
}


@pytest.mark.parametrize("column", BAD_CELLS)
def test_a_cell_that_cannot_be_read_is_named_with_its_line(column):
    bundle = signed_anew(edited("evidence.csv", *BAD_CELLS[column]), KEY)

    [line] = told(bundle)

    assert re.match(rf"evidence\.csv:[23]:{column}: “{column}”一列的“.+”不合规定", line)


@pytest.mark.parametrize(("old", "new", "column"), [(",44,", ",x,", "pupils"), ("2026-09-01", "9", "from")])
def test_a_cell_of_the_roster_that_cannot_be_read_is_named(old, new, column):
    [line] = told(signed_anew(edited("roster.csv", old, new), KEY))

    assert line.startswith(f"roster.csv:2:{column}: ")
