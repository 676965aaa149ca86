// Draw every <div data-chart="line|bar|heatmap|box"> from the JSON beside it:
//
//   <div class="chart" data-chart="line" role="img" aria-label="…"></div>
//   <script type="application/json">{"categories": ["9月"], "series": [{"name": "701班", "values": [91.5]}]}</script>
//
// line and bar: categories, series [{name, values}], a missing value is null; optional unit ("分"), stacked (true).
// box: categories, boxes [[least, quartile, median, quartile, greatest]], optional unit.
// heatmap: columns, rows, cells [[column, row, value]], optional unit. The server writes the same figures as a table beside it.
import { BarChart, BoxplotChart, HeatmapChart, LineChart } from "echarts/charts";
import { GridComponent, LegendPlainComponent, TooltipComponent, VisualMapContinuousComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([
  BarChart,
  BoxplotChart,
  HeatmapChart,
  LineChart,
  GridComponent,
  LegendPlainComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
  SVGRenderer,
]);

const ROW_HEIGHT = 32;
const SERIES_COLOURS = ["--primary", "--orange", "--teal", "--purple", "--yellow", "--cyan", "--pink", "--green"];
const drawn = new Map();

/** Read a CSS colour as the browser computes it, so that light-dark() and color-mix() are resolved. */
function colour(element, variable) {
  const probe = document.createElement("span");
  probe.style.color = `var(${variable})`;
  element.append(probe);
  const computed = getComputedStyle(probe).color;
  probe.remove();
  return sRGB(computed);
}

/** ECharts knows no oklch(); a canvas turns any colour into red, green and blue. */
function sRGB(text) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillStyle = text;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return `rgba(${red},${green},${blue},${alpha / 255})`;
}

function theme(element) {
  const named = (variable) => colour(element, variable);
  return {
    text: named("--body-color"),
    quiet: named("--secondary"),
    rule: named("--border-color"),
    surface: named("--bg-surface"),
    strong: named("--primary"),
    series: SERIES_COLOURS.map(named),
  };
}

function axis(type, categories, colours) {
  return {
    type,
    data: categories,
    axisLabel: { color: colours.text, hideOverlap: true },
    axisLine: { lineStyle: { color: colours.quiet } },
    splitLine: { show: type === "value", lineStyle: { color: colours.rule } },
  };
}

function withUnit(value, unit) {
  return value === null || value === undefined ? "—" : `${value}${unit ? ` ${unit}` : ""}`;
}

function common(element, chart, colours) {
  const text = getComputedStyle(element);
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    color: colours.series,
    textStyle: { color: colours.text, fontFamily: text.fontFamily },
    grid: { left: 8, right: 16, top: 40, bottom: 8, outerBoundsMode: "same" },
    tooltip: {
      // Rich text is drawn into the picture; the other mode writes style attributes, which the policy refuses.
      renderMode: "richText",
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.rule,
      textStyle: { color: colours.text },
      valueFormatter: (value) => withUnit(value, chart.unit),
    },
  };
}

function lineOrBar(type, element, chart, colours) {
  const base = common(element, chart, colours);
  return {
    ...base,
    tooltip: { ...base.tooltip, trigger: "axis" },
    legend: { show: chart.series.length > 1, top: 0, textStyle: { color: colours.text } },
    xAxis: axis("category", chart.categories, colours),
    // A bar is read by its length and begins at zero; a trend is read by its slope.
    yAxis: { ...axis("value", undefined, colours), scale: type === "line" },
    series: chart.series.map(({ name, values }) => ({
      type,
      name,
      data: values,
      stack: chart.stacked ? "all" : undefined,
      connectNulls: false,
      symbolSize: 6,
      barMaxWidth: 40,
    })),
  };
}

function box(element, chart, colours) {
  const base = common(element, chart, colours);
  return {
    ...base,
    tooltip: {
      ...base.tooltip,
      formatter: ({ name, data }) => `${name}　${data.slice(-5).map((value) => withUnit(value, chart.unit)).join(" · ")}`,
    },
    grid: { ...base.grid, top: 12 },
    xAxis: axis("category", chart.categories, colours),
    yAxis: { ...axis("value", undefined, colours), scale: true },
    series: [
      { type: "boxplot", data: chart.boxes, itemStyle: { color: colours.surface, borderColor: colours.strong } },
    ],
  };
}

function heatmap(element, chart, colours) {
  const base = common(element, chart, colours);
  const values = chart.cells.map(([, , value]) => value).filter((value) => value !== null);
  const min = Math.min(0, ...values);
  const max = Math.max(1, ...values);
  return {
    ...base,
    tooltip: {
      ...base.tooltip,
      formatter: ({ value: [column, row, value] }) =>
        `${chart.rows[row]}　${chart.columns[column]}　${withUnit(value, chart.unit)}`,
    },
    grid: { ...base.grid, top: 8, bottom: 48 },
    xAxis: axis("category", chart.columns, colours),
    yAxis: { ...axis("category", chart.rows, colours), inverse: true },
    visualMap: {
      min,
      max,
      text: [withUnit(max, chart.unit), withUnit(min, chart.unit)],
      orient: "horizontal",
      left: "center",
      bottom: 0,
      calculable: false,
      inRange: { color: [colours.rule, colours.strong] },
      textStyle: { color: colours.text },
    },
    series: [{ type: "heatmap", data: chart.cells, itemStyle: { borderColor: colours.surface, borderWidth: 1 } }],
  };
}

function option(element, chart) {
  const kind = element.dataset.chart;
  const colours = theme(element);
  if (kind === "heatmap") return heatmap(element, chart, colours);
  if (kind === "box") return box(element, chart, colours);
  return lineOrBar(kind, element, chart, colours);
}

const resizing = new ResizeObserver((entries) => entries.forEach(({ target }) => drawn.get(target)?.resize()));

function draw(element) {
  const chart = JSON.parse(element.nextElementSibling.textContent);
  if (chart.rows) element.style.height = `${chart.rows.length * ROW_HEIGHT + 96}px`;
  // A chart in a folded or hidden part has no size yet; ResizeObserver sets it when it is shown.
  const picture = drawn.get(element) ?? init(element, null, { renderer: "svg" });
  drawn.set(element, picture);
  picture.setOption(option(element, chart), true);
  resizing.observe(element);
}

function forget(element) {
  resizing.unobserve(element);
  drawn.get(element).dispose();
  drawn.delete(element);
}

function drawAll() {
  [...drawn.keys()].filter((element) => !element.isConnected).forEach(forget);
  document.querySelectorAll("[data-chart]").forEach(draw);
}

drawAll();
document.addEventListener("htmx:afterSettle", drawAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
