import { axis, colour, draw, logAxis } from "../chart.js";
import { h } from "../dom.js";
import * as f from "../format.js";
import { frame, table } from "../frame.js";
import { set, state } from "../state.js";
import * as zone from "../zone.js";

const HINT = "p50, p95, p99, each within 1.1 %";

/** Latency over time: the median, the band up to p95, the band up to p99; and the slowest of all. */
export function bands(element, { zoom }) {
  const panel = frame(element, "Latency", HINT);
  const readout = h("p", { class: "readout", "aria-hidden": "true" });
  const plotAt = h("div", { class: "plot" });
  const scale = h("button", { type: "button", class: "quiet", onclick: () => set({ log: state().log === "1" ? "0" : "1" }) });
  panel.actions.append(scale);
  nameScale();
  let shown = null;

  function show(answer, slowest) {
    const series = answer.series[0];
    panel.hint(slowest === null ? HINT : `${HINT}; slowest ${f.ms(slowest)}`);
    shown = { x: answer.time.map((time) => Date.parse(time) / 1000), p50: series.p50_ms, p95: series.p95_ms, p99: series.p99_ms, max: series.max_ms, n: series.requests };
    nameScale();
    if (!shown.p99.some((value) => value !== null)) return panel.empty(shown.n.some((n) => n > 0) ? "No latency in these lines: the format has no request time." : "No requests in this range.");
    if (!plotAt.isConnected) panel.show(plotAt, readout, legend());
    else panel.show();
    const worst = shown.p95.reduce((best, value, i) => ((value ?? -1) > (shown.p95[best] ?? -1) ? i : best), 0);
    panel.summary("Highest p95: " + read(worst) + ".");
    panel.table(() =>
      table(shown.x.map((x, i) => i), [
        [`time (${zone.label()})`, (i) => zone.time(shown.x[i] * 1000)],
        ["requests", (i) => f.count(shown.n[i]), "num"],
        ["p50", (i) => f.ms(shown.p50[i]), "num"],
        ["p95", (i) => f.ms(shown.p95[i]), "num"],
        ["p99", (i) => f.ms(shown.p99[i]), "num"],
        ["slowest", (i) => f.ms(shown.max[i]), "num"],
      ], { label: "Latency over time" }),
    );
    paint();
  }

  function nameScale() {
    scale.textContent = state().log === "1" ? "log scale" : "linear scale";
    scale.title = state().log === "1" ? "logarithmic; click for linear" : "linear; click for logarithmic";
  }

  function paint() {
    if (!shown || plotAt.closest("[hidden]")) return;
    const log = state().log === "1";
    const positive = (values) => (log ? values.map((value) => (value === null ? null : Math.max(value, 0.001))) : values);
    draw(plotAt, [shown.x, positive(shown.p99), positive(shown.p95), positive(shown.p50), positive(shown.max)], {
      key: "bands" + log + zone.zone(),
      zoom,
      read,
      hover: (index) => (readout.textContent = index === null || index === undefined ? "" : read(index)),
      axes: [log ? logAxis(f.ms) : axis(f.ms)],
      plot: {
        scales: { x: { time: true }, y: log ? { distr: 3, log: 10 } : { range: (u, min, max) => [0, max * 1.05] } },
        series: [
          {},
          { label: "p99", stroke: () => colour("p99"), width: 1.5, points: { show: shown.x.length < 3 } },
          { label: "p95", stroke: () => colour("p95"), width: 1.5, points: { show: shown.x.length < 3 } },
          { label: "p50", stroke: () => colour("p50"), width: 2, points: { show: shown.x.length < 3 } },
          // One slow request would press all the others flat: a linear scale leaves it out where it is far above them.
          { label: "slowest", auto: log, paths: () => null, points: { show: true, size: 4, width: 1, stroke: () => colour("soft"), fill: () => colour("paper") } },
        ],
        bands: [
          { series: [1, 2], fill: () => colour("band99") },
          { series: [2, 3], fill: () => colour("band95") },
        ],
      },
    });
  }

  function read(i) {
    return `${zone.at(shown.x[i] * 1000)}: p50 ${f.ms(shown.p50[i])}, p95 ${f.ms(shown.p95[i])}, p99 ${f.ms(shown.p99[i])}, slowest ${f.ms(shown.max[i])}, of ${f.count(shown.n[i])} requests`;
  }

  element.addEventListener("shown", paint);
  return { show, failed: panel.failed, paint };
}

function legend() {
  return h("p", { class: "legend" }, ["p50", "p95", "p99", "slowest"].map((name) => h("span", { class: "key " + name }, name)));
}
