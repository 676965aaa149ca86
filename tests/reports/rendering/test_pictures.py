import io

from PIL import Image

from banheng.reports.rendering.document import Chart, QrCode
from banheng.reports.rendering.pictures import chart_png, chart_svg, qr_png, qr_svg
from tests.reports.rendering.sample import EVERYTHING

CHARTS = [block for block in EVERYTHING.blocks if isinstance(block, Chart)]
CODE = QrCode("https://school.example/verify/1", "")


def test_the_same_chart_is_the_same_picture():
    for chart in CHARTS:
        assert chart_svg(chart) == chart_svg(chart)


def test_a_chart_needs_no_font_to_be_shown():
    for chart in CHARTS:
        assert "<text" not in chart_svg(chart)


def test_pictures_in_dots_are_sharp_enough_for_paper():
    for chart in CHARTS:
        assert Image.open(io.BytesIO(chart_png(chart))).width >= 1200
    assert Image.open(io.BytesIO(qr_png(CODE))).width >= 200
    assert "<path" in qr_svg(CODE)
