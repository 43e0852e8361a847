import { h, replace } from "../dom.js";
import * as f from "../format.js";
import { frame, table } from "../frame.js";

const NAMES = { "1xx": "info", "2xx": "fine", "3xx": "moved", "4xx": "client", "5xx": "server" };
const CSS = { "2xx": "ok", "3xx": "moved", "4xx": "client", "5xx": "server" };

/** Status classes as bars; each opens into its codes. */
export function statuses(element, { filter, openEvents }) {
  const panel = frame(element, "Statuses", "share of requests");
  const list = h("div", { class: "statuses" });
  const open = new Set(["5xx"]);

  function show(answer) {
    const { classes, items } = answer;
    if (!classes.some((group) => group.requests > 0)) return panel.empty("No requests in this range.");
    if (!list.isConnected) panel.show(list);
    else panel.show();
    panel.summary(classes.map((group) => `${title(group)} ${f.percent(group.ratio)}`).join(", "));
    panel.table(() =>
      table(items, [
        ["status", (code) => code.status ?? "none"],
        ["requests", (code) => f.count(code.requests), "num"],
        ["share", (code) => f.percent(code.ratio), "num"],
        ["p95", (code) => f.ms(code.p95_ms), "num"],
        ["bytes", (code) => f.bytes(code.bytes), "num"],
      ], { label: "Statuses" }),
    );
    replace(list, classes.map((group) => row(group, items.filter((code) => code.status_class === group.status_class))));
  }

  function row(group, codes) {
    const name = group.status_class ?? "none";
    const details = h(
      "details",
      { open: open.has(name) },
      h(
        "summary",
        {},
        h("span", { class: "name" }, title(group)),
        bar(group),
        h("span", { class: "num" }, f.count(group.requests)),
        h("span", { class: "num share" }, f.percent(group.ratio)),
        group.previous ? delta(group) : null,
      ),
      h("ul", {}, [...codes].sort((a, b) => b.requests - a.requests).map(code)),
    );
    details.addEventListener("toggle", () => (details.open ? open.add(name) : open.delete(name)));
    return details;
  }

  function code(item) {
    const known = item.status !== null;
    return h(
      "li",
      {},
      h("button", { type: "button", class: "link", title: "only these", disabled: !known, onclick: () => filter({ status: String(item.status) }) }, item.status ?? "none"),
      h("span", { class: "num" }, f.count(item.requests)),
      h("span", { class: "num share" }, f.percent(item.ratio)),
      h("button", { type: "button", class: "quiet", title: "the events behind it", "aria-label": `events with status ${item.status ?? "none"}`, disabled: !known, onclick: () => openEvents({ status: String(item.status) }) }, "events"),
    );
  }

  return { show, failed: panel.failed, paint() {} };
}

const title = (group) => (NAMES[group.status_class] ? `${group.status_class} ${NAMES[group.status_class]}` : group.status_class ?? "no status");

function bar(group) {
  const fill = h("span", { class: "fill " + (CSS[group.status_class] ?? "rest") });
  fill.style.width = Math.max(0.5, 100 * (group.ratio ?? 0)) + "%";
  return h("span", { class: "track" }, fill);
}

function delta(group) {
  // Of the share: with twice the traffic, twice the errors are no news.
  const ratio = group.previous.ratio ? (group.ratio ?? 0) / group.previous.ratio - 1 : null;
  const { text, short, direction } = f.change(ratio);
  const bad = ["4xx", "5xx"].includes(group.status_class) && direction !== 0;
  return h("span", { class: "num delta" + (bad ? (direction > 0 ? " worse" : " better") : "") }, ratio === null ? "new" : h("span", { title: text + ", its share" }, short));
}
