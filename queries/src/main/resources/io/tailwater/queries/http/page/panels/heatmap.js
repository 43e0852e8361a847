import { colour, draw, logAxis } from "../chart.js";
import { h } from "../dom.js";
import * as f from "../format.js";
import { frame, table } from "../frame.js";
import * as range from "../range.js";
import { histogram } from "../histogram.js";
import * as zone from "../zone.js";

/**
 * Where the latencies lie, point by point, straight from the sketches: darker is a larger share of
 * its point's requests. Beside it the whole range, and over that the point under the cursor.
 * Dragging chooses a range; a box within the height opens the events in it.
 */
export function heatmap(element, { zoom, openEvents }) {
  const panel = frame(element, "Latency spread", "share of each point’s requests; drag a box for its events");
  const readout = h("p", { class: "readout", "aria-hidden": "true" });
  const plotAt = h("div", { class: "plot" });
  const beside = h("div", { class: "beside", "aria-hidden": "true" });
  let shown = null;
  let hovered = null;

  function show(answer) {
    const { bin_edges_ms: edges, counts, zeros, latency_count: totals } = answer;
    shown = { x: answer.time.map((time) => Date.parse(time) / 1000), edges, counts, zeros, totals };
    shown.step = shown.x.length > 1 ? shown.x[1] - shown.x[0] : 3600;
    shown.whole = edges.slice(1).map((edge, b) => counts.reduce((sum, column) => sum + column[b], 0));
    if (!totals.some((n) => n > 0)) return panel.empty("No latency in this range.");
    if (!plotAt.isConnected) panel.show(h("div", { class: "with-side" }, plotAt, beside), readout, ramp());
    else panel.show();
    panel.summary("Latencies from " + f.ms(edges[0]) + " to " + f.ms(edges.at(-1)) + ". " + read(fullest(totals)) + ".");
    panel.table(asTable);
    paint();
  }

  function paint() {
    if (!shown || plotAt.closest("[hidden]")) return;
    const { x, edges } = shown;
    draw(plotAt, [x, x.map(() => edges[0] ?? null), x.map(() => edges.at(-1) ?? null)], {
      key: "heat" + zone.zone(),
      zoom,
      box: (from, to, low, high) => openEvents({ from: range.iso(from), to: range.iso(to), min_latency_ms: decimal(low), max_latency_ms: decimal(high), sort: "ts" }),
      read,
      hover: (index, u) => {
        hovered = index ?? null;
        readout.textContent = hovered === null ? "" : read(index, u.posToVal(u.cursor.top, "y"));
        side(u);
      },
      axes: [logAxis(f.ms)],
      plot: {
        scales: {
          x: { time: true, range: (u) => [u.data[0][0], u.data[0].at(-1) + shown.step] },
          y: { distr: 3, log: 10, range: () => [Math.max(shown.edges[0] ?? 1, 0.001), Math.max(shown.edges.at(-1) ?? 10, 0.01)] },
        },
        series: [{}, { show: true, stroke: "transparent", points: { show: false } }, { show: true, stroke: "transparent", points: { show: false } }],
      },
      hooks: { drawAxes: [(u) => cells(u, shown)], draw: [side] },
    });
  }

  function side(u) {
    beside.replaceChildren(histogram(u, shown.edges, shown.whole, hovered === null ? null : shown.counts[hovered]));
  }

  function read(i, ms) {
    const at = `${zone.at(shown.x[i] * 1000)}`;
    const bin = ms === undefined ? shown.counts[i].indexOf(Math.max(...shown.counts[i])) : shown.edges.findIndex((edge, e) => edge <= ms && ms < shown.edges[e + 1]);
    if (bin < 0 || bin >= shown.edges.length - 1 || !shown.totals[i]) return `${at}: ${f.count(shown.totals[i])} latencies`;
    const n = shown.counts[i][bin];
    const all = shown.totals.reduce((sum, total) => sum + total, 0);
    return `${at}, ${f.ms(shown.edges[bin])} to ${f.ms(shown.edges[bin + 1])}: ${f.count(n)} requests, ${f.percent(n / shown.totals[i])} of this point, ${f.percent(shown.whole[bin] / all)} of the range`;
  }

  function asTable() {
    const used = shown.edges.slice(0, -1).map((edge, b) => b).filter((b) => shown.whole[b] > 0);
    return table(shown.x.map((x, i) => i), [
      [`time (${zone.label()})`, (i) => zone.time(shown.x[i] * 1000)],
      ["0 ms", (i) => f.count(shown.zeros[i]), "num"],
      ...used.map((b) => ["to " + f.ms(shown.edges[b + 1]), (i) => f.count(shown.counts[i][b]), "num"]),
    ], { label: "Latencies by time and band" });
  }

  element.addEventListener("shown", paint);
  return { show, failed: panel.failed, paint };
}

const fullest = (totals) => totals.indexOf(Math.max(...totals));

/** As the API takes milliseconds. */
const decimal = (ms) => String(Number(ms.toFixed(6)));

function cells(u, { x, edges, counts, totals, step }) {
  const { ctx } = u;
  const [light, dark] = [rgb(colour("heat0")), rgb(colour("heat1"))];
  ctx.save();
  for (let i = 0; i < x.length; i++) {
    if (!totals[i]) continue;
    const left = Math.round(u.valToPos(x[i], "x", true));
    const right = Math.round(u.valToPos(x[i] + step, "x", true));
    for (let b = 0; b < edges.length - 1; b++) {
      if (!counts[i][b]) continue;
      // A square root makes one slow request in a thousand visible beside the crowd.
      const share = Math.sqrt(counts[i][b] / totals[i]);
      ctx.fillStyle = mix(light, dark, Math.min(1, 0.12 + share * 1.2));
      const top = Math.round(u.valToPos(edges[b + 1], "y", true));
      const bottom = Math.round(u.valToPos(edges[b], "y", true));
      ctx.fillRect(left, top, Math.max(1, right - left - 1), Math.max(1, bottom - top));
    }
  }
  ctx.restore();
}

function rgb(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

function mix(a, b, share) {
  return `rgb(${a.map((value, i) => Math.round(value + (b[i] - value) * share)).join(" ")})`;
}

function ramp() {
  return h("p", { class: "legend" }, h("span", {}, "few"), h("span", { class: "ramp", role: "presentation" }), h("span", {}, "many"), h("span", { class: "key whole" }, "whole range"), h("span", { class: "key point" }, "under the cursor"));
}
