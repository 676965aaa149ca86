"""A document with every kind of block, and texts that would do harm if they were read as anything else."""

from decimal import Decimal

from banheng.reports.rendering.document import (
    Align,
    Chart,
    ChartKind,
    Document,
    Heading,
    Layout,
    PageBreak,
    Paragraph,
    QrCode,
    Signatures,
    Table,
)

HOSTILE = '<script>alert(1)</script> #panic("x") $x$ *y* =1+1'
RANKS = Table(
    ["名次", "班级", "总分", "备注"],
    [
        [place, f"三年级{place}班", Decimal("99.50") - place, HOSTILE if place == 1 else ""]
        for place in range(1, 61)
    ],
    title="三年级",
)
MONTHS = Table(
    ["月份", "得分", "年级平均", "名次"],
    [
        ["9月", Decimal("91.5"), Decimal("90.2"), 3],
        ["10月", "—", Decimal(90), "—"],
        ["11月", Decimal(95), Decimal(91), 1],
    ],
)
ITEMS = Table(["班级", "卫生"], [["三年级1班", Decimal("9.5")], ["三年级2班", Decimal("8.5")]])
MONEY = Table(["项目", "金额"], [["考核津贴", Decimal("120.00")], ["合计", Decimal("120.00")]], has_sum=True)
EVERYTHING = Document(
    "考核结果公示",
    [
        Paragraph("现将考核结果予以公示，" * 12 + "如有异议，请与德育处Office联系。"),
        Heading("一、考核结果"),
        RANKS,
        Heading("各月得分", 2),
        Chart("各月得分", ChartKind.LINE, MONTHS, [1, 2]),
        Chart("各班得分", ChartKind.BAR, ITEMS, [1]),
        PageBreak(),
        MONEY,
        Signatures(["制表", "校长"]),
        QrCode("https://school.example/verify/1", "扫码核对"),
        Paragraph("实验小学", Align.END),
    ],
    subtitle="2026年10月",
)
CERTIFICATE = Document(
    "荣誉证书",
    [Paragraph("王老师：", Align.START), Paragraph("被评为“优秀班主任”。"), Paragraph("实验小学", Align.END)],
    layout=Layout.CERTIFICATE,
)
