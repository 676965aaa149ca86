"""What a bundle can be found wanting in."""

from __future__ import annotations

from banheng.core.wording import Wording
from banheng.spreadsheets.faults import Check

UNREADABLE = Check(
    "bundle.E001",
    Wording(
        "文件无法读取：{reason}。请核对文件名和位置。",
        "the file cannot be read: {reason}. Check its name and place.",
    ),
)
NO_ZIP = Check(
    "bundle.E002",
    Wording(
        "不是核验包，或文件已损坏。核验包是 ZIP 文件，请重新取得后再试。",
        "this is no bundle, or it is damaged. A bundle is a ZIP file; get it anew.",
    ),
)
TOO_LARGE = Check(
    "bundle.E003",
    Wording(
        "{member} 展开后超过 {limit} MB，不像是核验包的内容，没有展开。",
        "{member} would take more than {limit} MB unpacked, which no bundle does. It was not unpacked.",
    ),
)
OUTSIDE = Check(
    "bundle.E004",
    Wording(
        "包里有指向别处的路径“{member}”，核验包不会这样，没有展开。",
        "the file names a path elsewhere, '{member}', which no bundle does. Nothing was unpacked.",
    ),
)
UNKNOWN_MEMBER = Check(
    "bundle.E005",
    Wording(
        "包里多了“{member}”，核验包没有这一项。请向学校重新索取。",
        "there is a member '{member}' that no bundle has. Get the bundle anew from the school.",
    ),
)
MISSING_MEMBER = Check(
    "bundle.E006",
    Wording(
        "包里缺少“{member}”。请向学校重新索取。",
        "the member '{member}' is missing. Get the bundle anew from the school.",
    ),
)
MEMBER_TWICE = Check(
    "bundle.E007",
    Wording(
        "“{member}”在包里有两份，不知道以哪份为准。请向学校重新索取。",
        "the member '{member}' is there twice, and either might be meant. Get the bundle anew from the school.",
    ),
)
ODD_MEMBER = Check(
    "bundle.E008",
    Wording(
        "“{member}”加了密，或用了核验包不用的压缩方法。请向学校重新索取。",
        "the member '{member}' is encrypted, or packed in a way that bundles do not use. Get the bundle anew.",
    ),
)
BAD_MANIFEST = Check(
    "bundle.E009",
    Wording(
        "清单不合规定（{place}）。请向学校重新索取。",
        "the manifest is not as the format demands ({place}). Get the bundle anew from the school.",
    ),
)
OTHER_FORMAT = Check(
    "bundle.E010",
    Wording(
        "格式是“{found}”，本程序只能核验 {known}。请用更新的版本。",
        "the format is '{found}', but this program verifies {known}. Use a newer version.",
    ),
)
LINE_CHANGED = Check(
    "bundle.E021",
    Wording(
        "这一行与封装时不同，现在是“{found}”。", "this line is not what was packed. It now says '{found}'."
    ),
)
LINE_MISSING = Check(
    "bundle.E022",
    Wording(
        "这里少了一行，现在接着的是“{found}”。", "a line is missing here. What follows now is '{found}'."
    ),
)
LINE_ADDED = Check(
    "bundle.E023",
    Wording("这一行是封装后加上的：“{found}”。", "this line was added after packing: '{found}'."),
)
LINES_MOVED = Check(
    "bundle.E024",
    Wording(
        "从这一行起，各行的次序与封装时不同，现在是“{found}”。",
        "from this line on the lines stand in another order than when packed. It now says '{found}'.",
    ),
)
MEMBER_CHANGED = Check(
    "bundle.E025",
    Wording("内容与封装时不同，看不出是哪一行。", "the content is not what was packed; no line tells where."),
)
DIGEST_DIFFERS = Check(
    "bundle.E031",
    Wording(
        "清单改动过：所写的摘要是 {claimed}，按内容算出的是 {found}。",
        "the manifest was changed: it states the digest {claimed}, its content gives {found}.",
    ),
)
SIGNATURE_WRONG = Check(
    "bundle.E032",
    Wording(
        "签名与清单不符：签名之后内容改动过，或签名不是这把密钥（{key}）所签。",
        "the signature does not fit the manifest: it was changed after signing, or not signed by this key ({key}).",
    ),
)
OTHER_KEY = Check(
    "bundle.E033",
    Wording(
        "签名用的密钥是 {found}，不是所给的 {wanted}。",
        "the bundle is signed by the key {found}, not by the one given, {wanted}.",
    ),
)
NOT_SIGNED = Check(
    "bundle.E034",
    Wording(
        "没有签名，不能证明出自所给的密钥。",
        "the bundle is not signed, so it cannot be by the key given.",
    ),
)
UNSIGNED = Check(
    "bundle.W035",
    Wording(
        "没有签名：只能证明内容前后一致，不能证明出自哪所学校。",
        "the bundle is not signed: its parts agree, but nothing tells who made it.",
    ),
)
UNKNOWN_KEY = Check(
    "bundle.W036",
    Wording(
        "签名密钥 {key} 未经核对。请与学校公布的密钥指纹对照，或用 --key 给出。",
        "nobody vouches for the key {key}. Compare it with the fingerprint that the school gives, or name it by --key.",
    ),
)
NOT_READ = Check(
    "bundle.E041",
    Wording(
        "“{name}”一列的“{found}”不合规定，无法重新计算。",
        "'{found}' cannot stand in the column '{name}', so nothing can be recomputed.",
    ),
)
NO_TABLE = Check(
    "bundle.E042",
    Wording(
        "内容不合规定（{place}），无法重新计算。",
        "the content is not as the format demands ({place}), so nothing can be recomputed.",
    ),
)
NOT_COMPUTED = Check(
    "bundle.E043",
    Wording("无法重新计算：{chinese}", "it cannot be recomputed: {english}"),
)
OTHER_SCHEME = Check(
    "bundle.E044",
    Wording(
        "方案的指纹是 {found}，清单写的是 {claimed}。",
        "the scheme's fingerprint is {found}, but the manifest states {claimed}.",
    ),
)
OTHER_SUBJECTS = Check(
    "bundle.E045",
    Wording(
        "结果第 {number} 位是 {claimed}，重新计算是 {found}。",
        "place {number} of the results is {claimed}, recomputed {found}.",
    ),
)
DIFFERS = Check(
    "bundle.E046",
    Wording(
        "{who_zh}：{what_zh} {claimed}，重新计算为 {found}。",
        "{who_en}: {what_en} {claimed}, recomputed {found}.",
    ),
)
OTHER_ENGINE = Check(
    "bundle.W047",
    Wording(
        "结果由 {claimed} 版计算，这里用 {found} 版重新计算。",
        "the results were computed by version {claimed}; this is version {found}.",
    ),
)
OTHER_EDITION = Check(
    "bundle.E048",
    Wording(
        "内容不是公布的那一版：公布的摘要是 {claimed}，按内容算出的是 {found}。",
        "the content is not that of the edition: its digest was published as {claimed}, the content gives {found}.",
    ),
)
OTHER_PIECE = Check(
    "bundle.E049",
    Wording(
        "{period} 的结果不是公布的那一版：公布的摘要是 {claimed}，按内容算出的是 {found}。",
        "the result of {period} is not that of its edition: its digest was published as {claimed}, the content gives {found}.",
    ),
)
AS_PUBLISHED = Check(
    "bundle.W050",
    Wording(
        "{periods} 按公布的结果计入，没有从记录重新计算。请另用各期的核验包核验。",
        "{periods} entered as published and was not computed again from records. Verify each with its own bundle.",
    ),
)
