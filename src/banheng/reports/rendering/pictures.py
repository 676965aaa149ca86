"""Charts and QR codes as pictures: drawn as lines for a page and for print, as dots for a text processor."""

from __future__ import annotations

import io
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

import qrcode
from qrcode.image.svg import SvgPathImage

from banheng.reports.rendering.document import ChartKind
from banheng.reports.rendering.fonts import SANS, SANS_FILE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from banheng.reports.rendering.document import Chart, QrCode

# Told apart on a copier as well: by shade, by stroke and by mark.
STYLES: tuple[dict[str, Any], ...] = (
    {"color": "#1f4e8c", "linestyle": "-", "marker": "o"},
    {"color": "#c05a1c", "linestyle": "--", "marker": "s"},
    {"color": "#4f7f3a", "linestyle": "-.", "marker": "^"},
    {"color": "#6d6d6d", "linestyle": ":", "marker": "D"},
)
WIDTH = 6.4
"""In inches, as wide as the text of an upright page."""
_LINE_HEIGHT, _BAR_HEIGHT, _AROUND_BARS, _MOST_HEIGHT = 2.8, 0.24, 1.0, 8.5
_DOTS_PER_INCH = 200
_MANY_LABELS = 8
_ONE_AT_A_TIME = Lock()


def chart_svg(chart: Chart) -> str:
    """Draw a chart; its letters are shapes, so that no font is needed to show it."""
    out = io.StringIO()
    # without a date, and with names that do not depend on chance, the same chart is the same file
    _save(chart, out, format="svg", metadata={"Date": None})
    return out.getvalue()


def chart_png(chart: Chart) -> bytes:
    """Draw a chart in dots."""
    out = io.BytesIO()
    _save(chart, out, format="png", dpi=_DOTS_PER_INCH)
    return out.getvalue()


def qr_svg(code: QrCode) -> str:
    """Draw a QR code."""
    return qrcode.make(code.address, image_factory=SvgPathImage).to_string(encoding="unicode")


def qr_png(code: QrCode) -> bytes:
    """Draw a QR code in dots."""
    out = io.BytesIO()
    qrcode.make(code.address).save(out, "PNG")
    return out.getvalue()


def _save(chart: Chart, out: Any, **how: Any) -> None:
    with _ONE_AT_A_TIME:
        _prepare()
        _draw(chart).savefig(out, **how)


@cache
def _prepare() -> None:
    """Set matplotlib up, once in a process: it keeps its settings for all threads."""
    from matplotlib import rcParams  # noqa: PLC0415 - takes long to load, and few pages have a chart
    from matplotlib.font_manager import fontManager  # noqa: PLC0415 - as above

    fontManager.addfont(SANS_FILE)
    rcParams.update(
        {
            "font.family": SANS,
            "font.size": 9,
            "axes.unicode_minus": False,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "svg.fonttype": "path",
            "svg.hashsalt": "banheng",
        }
    )


def _draw(chart: Chart) -> Figure:
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    is_line = chart.kind is ChartKind.LINE
    bars = len(chart.labels) * max(1, len(chart.plotted))
    height = _LINE_HEIGHT if is_line else min(_MOST_HEIGHT, _AROUND_BARS + _BAR_HEIGHT * bars)
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    axes = figure.subplots()
    (_draw_lines if is_line else _draw_bars)(axes, chart)
    axes.set_title(chart.title)
    if len(chart.plotted) > 1:
        figure.legend(loc="outside lower center", ncols=len(STYLES), frameon=False)
    return figure


def _draw_lines(axes: Axes, chart: Chart) -> None:
    places = range(len(chart.labels))
    for style, column in zip(_styles(chart), chart.plotted, strict=True):
        axes.plot(places, _heights(chart, column), label=chart.table.header[column], markersize=4, **style)
    turned: dict[str, Any] = {"rotation": 45, "ha": "right"} if len(chart.labels) > _MANY_LABELS else {}
    axes.set_xticks(places, chart.labels, **turned)
    axes.grid(axis="y", linewidth=0.4)


def _draw_bars(axes: Axes, chart: Chart) -> None:
    thick = 0.8 / len(chart.plotted)
    for number, (style, column) in enumerate(zip(_styles(chart), chart.plotted, strict=True)):
        places = [place + (number + 0.5) * thick - 0.4 for place in range(len(chart.labels))]
        drawn = axes.barh(
            places,
            _heights(chart, column),
            height=thick * 0.9,
            color=style["color"],
            label=chart.table.header[column],
        )
        values = ["" if value is None else str(value) for value in chart.values(column)]
        axes.bar_label(drawn, values, padding=3, fontsize=8)
    axes.set_yticks(range(len(chart.labels)), chart.labels)
    axes.invert_yaxis()  # as in the table: the first at the top
    axes.grid(axis="x", linewidth=0.4)
    axes.set_axisbelow(True)
    axes.margins(x=0.1, y=0.02)


def _styles(chart: Chart) -> list[dict[str, Any]]:
    return [STYLES[number % len(STYLES)] for number in range(len(chart.plotted))]


def _heights(chart: Chart, column: int) -> list[float]:
    """Give a series as matplotlib wants it; only the picture is drawn from floats."""
    return [float("nan") if value is None else float(value) for value in chart.values(column)]
