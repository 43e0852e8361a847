import { h, replace } from "../dom.js";
import * as f from "../format.js";
import { problemOf } from "../frame.js";
import { spark } from "../spark.js";
import { state } from "../state.js";

/** Six numbers with their course, and how they changed; red only where the direction is bad. */
const TILES = [
  { title: "Requests", of: (n) => n.requests, text: f.count, course: (s) => s.requests, bad: 0, open: () => ({}) },
  { title: "Server errors", of: (n) => n.server_error_ratio, text: f.percent, course: (s) => s.server_errors, bad: 1, note: (n) => f.count(n.server_errors) + " × 5xx", open: () => only("5xx"), alarm: 0.01 },
  { title: "Client errors", of: clientRatio, text: f.percent, course: (s) => s.client_errors, bad: 1, note: (n) => f.count(n.client_errors) + " × 4xx", open: () => only("4xx") },
  { title: "p50", of: (n) => n.p50_ms, text: f.ms, course: (s) => s.p50_ms, bad: 1, note: () => "half are faster", open: (n) => ({ min_latency_ms: n.p50_ms }) },
  { title: "p95", of: (n) => n.p95_ms, text: f.ms, course: (s) => s.p95_ms, bad: 1, note: () => "1 in 20 is slower", open: (n) => ({ min_latency_ms: n.p95_ms }) },
  { title: "p99", of: (n) => n.p99_ms, text: f.ms, course: (s) => s.p99_ms, bad: 1, note: () => "1 in 100 is slower", open: (n) => ({ min_latency_ms: n.p99_ms }) },
];

/** Where a status is filtered by, the number is of that status already. */
const only = (status) => (state().status ? {} : { status });

function clientRatio(numbers) {
  return numbers.requests ? numbers.client_errors / numbers.requests : null;
}

export function kpis(element, { openEvents }) {
  replace(element, TILES.map((tile) => h("div", { class: "tile", "aria-busy": "true" }, h("h2", {}, tile.title), h("p", { class: "value" }, "\u00a0"))));
  return {
    show(summary, series, seconds) {
      replace(element, TILES.map((tile) => drawn(tile, summary, series, seconds, openEvents)));
    },
    failed(problem, retry) {
      const known = element.querySelector(".problem");
      if (known?.dataset.of === problem.title + problem.message) return;
      known?.remove();
      for (const tile of element.querySelectorAll(".tile")) {
        tile.classList.add("stale");
        tile.removeAttribute("aria-busy");
      }
      const what = problemOf(problem, retry);
      what.dataset.of = problem.title + problem.message;
      element.prepend(what);
    },
  };
}

function drawn(tile, summary, series, seconds, openEvents) {
  const value = tile.of(summary);
  const before = summary.previous ? tile.of(summary.previous) : undefined;
  const ratio = before === undefined || before === null || value === null ? null : before === 0 ? (value === 0 ? 0 : null) : value / before - 1;
  const alarming = tile.alarm && value !== null && value >= tile.alarm;
  const note = tile.title === "Requests" ? f.rate(summary.requests, seconds) + ", " + f.bytes(summary.bytes) + " sent" : tile.note(summary);
  return h(
    "div",
    { class: "tile" + (alarming ? " alarm" : "") },
    h("h2", {}, tile.title),
    h("button", { type: "button", class: "value", title: "the events behind it", disabled: value === null, onclick: () => openEvents(tile.open(summary)) }, tile.text(value)),
    h("p", { class: "note" }, note),
    summary.previous ? delta(tile, ratio, before) : null,
    spark(tile.course(series), { css: tile.bad ? "" : "calm" }),
  );
}

function delta(tile, ratio, before) {
  if (before === null) return h("p", { class: "delta" }, "nothing to compare with");
  const { text, direction } = f.change(ratio);
  const css = direction === 0 || tile.bad === 0 ? "" : direction === tile.bad ? " worse" : " better";
  return h("p", { class: "delta" + css, title: "before: " + tile.text(before) }, ratio === null ? "was " + tile.text(before) : text);
}
