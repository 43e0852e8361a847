import { axis, colour, draw } from "../chart.js";
import { h } from "../dom.js";
import * as f from "../format.js";
import { frame, table } from "../frame.js";
import * as zone from "../zone.js";

const CLASSES = [
  ["2xx", "ok"],
  ["3xx", "moved"],
  ["4xx", "client"],
  ["5xx", "server"],
  ["other", "rest"],
];

/** Requests over time, stacked by status class; the points that still fill are hatched. */
export function traffic(element, { zoom, filter }) {
  const panel = frame(element, "Requests", "by status class");
  const legend = h("p", { class: "legend" });
  const readout = h("p", { class: "readout", "aria-hidden": "true" });
  const plotAt = h("div", { class: "plot" });
  let shown = null;

  function show(answer, comparison) {
    shown = columns(answer, comparison);
    if (!shown.total.some((value) => value > 0)) return panel.empty("No requests in this range.");
    if (!plotAt.isConnected) panel.show(plotAt, readout, legend);
    else panel.show();
    legend.replaceChildren(
      ...CLASSES.filter(([name]) => shown.counts[name].some((n) => n > 0)).map(([name, css]) =>
        name === "other" ? h("span", { class: "key " + css }, name) : h("button", { type: "button", class: "key " + css, title: "only " + name, onclick: () => filter({ status: name }) }, name),
      ),
      h("span", { class: "key errors" }, "share of 5xx, right"),
      ...(shown.before ? [h("span", { class: "key before" }, "all, compared range")] : []),
      ...(shown.filling ? [h("span", { class: "key filling" }, "still filling")] : []),
    );
    panel.summary(sentence());
    panel.table(asTable);
    paint();
  }

  function paint() {
    if (!shown || plotAt.closest("[hidden]")) return;
    draw(plotAt, [shown.x, ...[...shown.stacked].reverse(), shown.before ?? shown.x.map(() => null), shown.errors], {
      key: "traffic" + shown.step + zone.zone(),
      zoom,
      read,
      hover: (index) => (readout.textContent = index === null || index === undefined ? "" : read(index)),
      axes: [axis(f.short), axis(f.percent, { scale: "share", side: 1, grid: { show: false }, stroke: () => colour("bad"), size: 52 })],
      plot: {
        scales: { x: { time: true, range: (u) => [u.data[0][0], u.data[0].at(-1) + shown.step] }, y: { range: (u, min, max) => [0, Math.max(1, max * 1.05)] }, share: { range: (u, min, max) => [0, Math.max(0.01, max * 1.1)] } },
        series: [
          {},
          ...[...CLASSES].reverse().map(([, css]) => ({
            stroke: () => colour(css),
            fill: () => colour(css),
            width: 0,
            points: { show: false },
            paths: window.uPlot.paths.bars({ size: [0.94, 60], align: 1, gap: 0 }),
          })),
          { stroke: () => colour("soft"), dash: [5, 4], width: 1.5, points: { show: false } },
          // Few errors among many requests are a hair in the stack, and an incident all the same.
          { scale: "share", stroke: () => colour("bad"), width: 1.5, points: { show: false } },
        ],
      },
      hooks: { draw: [(u) => shown.filling && hatch(u, shown.fillingFrom)] },
    });
  }

  function read(index) {
    const parts = CLASSES.filter(([name]) => shown.counts[name][index] > 0).map(([name]) => `${name} ${f.count(shown.counts[name][index])}`);
    return `${zone.at(shown.x[index] * 1000)}: ${f.count(shown.total[index])} requests${parts.length ? " – " + parts.join(", ") : ""}, ${f.percent(shown.errors[index])} of them 5xx${shown.x[index] >= shown.fillingFrom ? " – still filling" : ""}`;
  }

  function sentence() {
    const most = shown.total.indexOf(Math.max(...shown.total));
    return `Requests in ${shown.x.length} points. Most: ${read(most)}.`;
  }

  function asTable() {
    return table(shown.x.map((x, i) => i), [
      [`time (${zone.label()})`, (i) => zone.time(shown.x[i] * 1000)],
      ["requests", (i) => f.count(shown.total[i]), "num"],
      ...CLASSES.map(([name]) => [name, (i) => f.count(shown.counts[name][i]), "num"]),
      ["5xx share", (i) => f.percent(shown.errors[i]), "num"],
      ...(shown.before ? [["compared", (i) => f.count(shown.before[i]), "num"]] : []),
    ], { label: "Requests by status class" });
  }

  element.addEventListener("shown", paint);
  return { show, failed: panel.failed, paint };
}

function columns(answer, comparison) {
  const x = answer.time.map((time) => Date.parse(time) / 1000);
  const counts = Object.fromEntries(CLASSES.map(([name]) => [name, x.map(() => 0)]));
  for (const series of answer.series) {
    const name = counts[series.labels.status_class] ? series.labels.status_class : "other";
    series.requests.forEach((n, i) => (counts[name][i] += n));
  }
  const stacked = [];
  CLASSES.forEach(([name], c) => stacked.push(counts[name].map((n, i) => n + (c ? stacked[c - 1][i] : 0))));
  const step = x.length > 1 ? x[1] - x[0] : 3600;
  const fillingFrom = answer.filling_from ? Date.parse(answer.filling_from) / 1000 : Infinity;
  const before = comparison?.map((n) => n);
  const errors = counts["5xx"].map((n, i) => (stacked.at(-1)[i] ? n / stacked.at(-1)[i] : null));
  return { x, counts, stacked, total: stacked.at(-1), step, fillingFrom, filling: fillingFrom <= x.at(-1), before, errors };
}

/** Diagonal lines over what may still grow. */
function hatch(u, from) {
  const { ctx } = u;
  const left = Math.max(u.bbox.left, u.valToPos(from, "x", true));
  const right = u.bbox.left + u.bbox.width;
  if (left >= right) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, u.bbox.top, right - left, u.bbox.height);
  ctx.clip();
  ctx.strokeStyle = colour("paper");
  ctx.lineWidth = 2 * devicePixelRatio;
  for (let at = left - u.bbox.height; at < right; at += 8 * devicePixelRatio) {
    ctx.moveTo(at, u.bbox.top + u.bbox.height);
    ctx.lineTo(at + u.bbox.height, u.bbox.top);
  }
  ctx.stroke();
  ctx.restore();
}
