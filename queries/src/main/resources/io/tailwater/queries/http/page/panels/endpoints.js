import { h, replace } from "../dom.js";
import * as f from "../format.js";
import { frame } from "../frame.js";
import { spark } from "../spark.js";
import { set, state } from "../state.js";

const TABS = [
  ["-requests", "Busiest"],
  ["-p95", "Slowest p95"],
  ["-server_errors", "Most 5xx"],
  ["-error_ratio", "Highest error share"],
  ["-total_time", "Most time"],
];
const CHANGED = ["-change_p95", "Slowed most"];
const FEW = 15;
const MANY = 100;

const COLUMNS = [
  ["requests", "requests", "-requests", (n) => f.count(n.requests)],
  ["server_error_ratio", "5xx", "-server_error_ratio", (n) => f.percent(n.server_error_ratio)],
  ["client", "4xx", "-client_errors", (n) => f.percent(n.requests ? n.client_errors / n.requests : null)],
  ["p50_ms", "p50", "-p50", (n) => f.ms(n.p50_ms)],
  ["p95_ms", "p95", "-p95", (n) => f.ms(n.p95_ms)],
  ["p99_ms", "p99", "-p99", (n) => f.ms(n.p99_ms)],
  ["total_time_ms", "total time", "-total_time", (n) => f.ms(n.total_time_ms)],
  ["bytes", "bytes", "-bytes", (n) => f.bytes(n.bytes)],
];

/** Endpoints with their numbers, by preset or by any column. */
export function endpoints(element, { filter, openEvents, refresh }) {
  const panel = frame(element, "Endpoints", "where it happens");
  const tabs = h("div", { class: "tabs", role: "group", "aria-label": "order" });
  const least = h("input", { type: "number", min: "0", step: "1", "aria-label": "least requests", title: "leaves out endpoints with fewer requests" });
  least.addEventListener("change", () => set({ min_requests: String(Math.max(0, Math.round(Number(least.value) || 0))) }));
  panel.actions.append(tabs, h("label", { class: "least" }, "at least ", least, " requests"));
  const holder = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Endpoints" });

  let rows = FEW;

  function show(answer, courses) {
    const { sort, compare } = state();
    const course = new Map(courses.series.map((series) => [series.labels.endpoint, series.requests]));
    if (document.activeElement !== least) least.value = state().min_requests;
    replace(tabs, [...TABS, ...(compare ? [CHANGED] : [])].map(([key, name]) => h("button", { type: "button", class: "tab", "aria-pressed": String(key === sort), onclick: () => set({ sort: key }) }, name)));
    if (!answer.items.length) return panel.empty(Number(state().min_requests) > 0 ? `No endpoint with at least ${state().min_requests} requests in this range.` : "No requests in this range.", Number(state().min_requests) > 0 ? h("button", { type: "button", class: "quiet", onclick: () => set({ min_requests: "0" }) }, "show all") : null);
    if (!holder.isConnected) panel.show(holder);
    else panel.show();
    const compared = answer.items.some((item) => item.previous !== undefined && item.previous !== null);
    const most = Math.max(...answer.items.map((item) => item.requests));
    const focused = document.activeElement?.dataset?.endpoint;
    replace(
      holder,
      h(
        "table",
        { class: "endpoints" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "endpoint"), h("th", { scope: "col", class: "course" }, h("span", { class: "hidden" }, "requests over time")), COLUMNS.map(([, name, key]) => head(name, key, sort)), compared ? [h("th", { scope: "col", class: "num" }, "Δ requests"), h("th", { scope: "col", class: "num" }, "Δ p95")] : null, h("th", { scope: "col" }, h("span", { class: "hidden" }, "events")))),
        h("tbody", {}, answer.items.map((item) => row(item, most, compared, course.get(item.endpoint ?? null)))),
      ),
      answer.meta.truncated ? h("p", { class: "more" }, `The first ${answer.items.length}. `, rows < MANY ? h("button", { type: "button", class: "quiet", onclick: more }, `show ${MANY}`) : "A filter or the API gives the rest.") : null,
    );
    if (focused) [...holder.querySelectorAll("[data-endpoint]")].find((button) => button.dataset.endpoint === focused)?.focus({ preventScroll: true });
    const first = answer.items[0];
    panel.summary(`${answer.items.length} endpoints, first ${first.endpoint ?? "without a path"} with ${f.count(first.requests)} requests, p95 ${f.ms(first.p95_ms)}.`);
  }

  function more() {
    rows = MANY;
    refresh();
  }

  function row(item, most, compared, course) {
    const name = item.endpoint ?? "no path";
    const bar = h("span", { class: "under" });
    bar.style.width = (100 * item.requests) / most + "%";
    return h(
      "tr",
      { class: (item.server_error_ratio ?? 0) >= 0.01 ? "alarm" : null },
      h("th", { scope: "row" }, h("button", { type: "button", class: "link", "data-endpoint": name, title: "only " + name, disabled: item.endpoint === null, onclick: () => filter({ endpoint: item.endpoint }) }, name), bar),
      h("td", { class: "course" }, course ? spark([...course], { width: 90, height: 20, css: "calm" }) : null),
      COLUMNS.map(([css, , , text]) => h("td", { class: "num " + css }, text(item))),
      compared ? [change(item, "requests", 0), change(item, "p95_ms", 1)] : null,
      h("td", {}, h("button", { type: "button", class: "quiet", title: "the events behind it", disabled: item.endpoint === null, onclick: () => openEvents({ endpoint: item.endpoint }) }, "events")),
    );
  }

  return { show, failed: panel.failed, rows: () => rows, paint() {} };
}

function head(name, key, sort) {
  const on = sort === key;
  const other = on ? key.slice(1) : key;
  return h("th", { scope: "col", class: "num", "aria-sort": on ? "descending" : sort === key.slice(1) ? "ascending" : null }, h("button", { type: "button", class: "sort", onclick: () => set({ sort: other }) }, name, on ? " ↓" : sort === key.slice(1) ? " ↑" : ""));
}

function change(item, field, bad) {
  const before = item.previous?.[field];
  const now = item[field];
  if (before === undefined || before === null || now === null) return h("td", { class: "num delta" }, "new");
  const { text, short, direction } = f.change(before === 0 ? null : now / before - 1);
  return h("td", { class: "num delta" + (bad && direction ? (direction === bad ? " worse" : " better") : "") }, before === 0 ? "–" : h("span", { title: text }, short));
}
