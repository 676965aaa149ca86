"""What stands as remarks in a drafted scheme file: the mistakes of the document, and what it says besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.schemes.drafting.defects import Defect
    from banheng.schemes.drafting.drafted import Draft

LONGEST_REMARK = 120


def header(draft: Draft, defects: Sequence[Defect]) -> str:
    lines = [
        f"# 由《{draft.title or draft.document.name}》起草。clause 是原文的条款，行末注明它在原文的位置。",
        "# 空着的数值写作 null，填好之前方案不能生效。",
    ]
    if defects:
        lines.append("# 原文有以下问题，请先核对：")
        lines += [
            f"#   {defect.where}：{defect.wording.zh.format(**defect.figures)}（{one_line(defect.quote)}）"
            for defect in defects
        ]
    return "\n".join(lines) + "\n"


def footer(left_out: list[tuple[str, str]], draft: Draft) -> str:
    undecided = [
        (section.path, section.text)
        for section in draft.root.all()
        if draft.fates.get(id(section)) == "undecided"
    ]
    lines: list[str] = []
    for title, entries in (("以下条款没有写进方案", left_out), ("以下条款请学校决定怎样处理", undecided)):
        if entries:
            lines.append(f"\n# {title}：")
            lines += [f"#   {path}：{one_line(text)}" for path, text in entries]
    return "\n".join(lines) + "\n" if lines else ""


def one_line(text: str) -> str:
    return "".join(c for c in " ".join(text.split()) if c.isprintable())[:LONGEST_REMARK]
