import { h, replace } from "../dom.js";
import * as f from "../format.js";
import { frame } from "../frame.js";

const NAMES = { "1": "information", "2": "fine", "3": "moved", "4": "client errors", "5": "server errors" };
const CSS = { "2": "ok", "3": "moved", "4": "client", "5": "server" };

/** Status classes as bars; each opens into its codes. */
export function statuses(element, { filter, openEvents }) {
  const panel = frame(element, "Statuses", "share of requests");
  const list = h("div", { class: "statuses" });
  const open = new Set(["5"]);

  function show(answer) {
    const classes = new Map();
    for (const item of answer.items) {
      const name = item.status === null ? "none" : String(Math.floor(item.status / 100));
      if (!classes.has(name)) classes.set(name, { name, requests: 0, codes: [] });
      const group = classes.get(name);
      group.requests += item.requests;
      group.codes.push(item);
    }
    const all = [...classes.values()].sort((a, b) => a.name.localeCompare(b.name));
    const total = all.reduce((sum, group) => sum + group.requests, 0);
    if (!total) return panel.empty("No requests in this range.");
    if (!list.isConnected) panel.show(list);
    else panel.show();
    panel.summary(all.map((group) => `${title(group)} ${f.percent(group.requests / total)}`).join(", "));
    replace(list, all.map((group) => row(group, total)));
  }

  function row(group, total) {
    const details = h(
      "details",
      { open: open.has(group.name) },
      h("summary", {}, h("span", { class: "name" }, title(group)), bar(group, total), h("span", { class: "num" }, f.count(group.requests)), h("span", { class: "num share" }, f.percent(group.requests / total))),
      h(
        "ul",
        {},
        group.codes.sort((a, b) => b.requests - a.requests).map((code) =>
          h(
            "li",
            {},
            h("button", { type: "button", class: "link", title: "only these", onclick: () => filter({ status: String(code.status) }) }, code.status ?? "none"),
            h("span", { class: "num" }, f.count(code.requests)),
            h("span", { class: "num share" }, f.percent(code.requests / total)),
            h("button", { type: "button", class: "quiet", title: "the events behind it", onclick: () => openEvents({ status: String(code.status) }) }, "events"),
          ),
        ),
      ),
    );
    details.addEventListener("toggle", () => (details.open ? open.add(group.name) : open.delete(group.name)));
    return details;
  }

  return { show, failed: panel.failed, paint() {} };
}

const title = (group) => (NAMES[group.name] ? `${group.name}xx ${NAMES[group.name]}` : "no status");

function bar(group, total) {
  const fill = h("span", { class: "fill " + (CSS[group.name] ?? "rest") });
  fill.style.width = Math.max(0.5, (100 * group.requests) / total) + "%";
  return h("span", { class: "track" }, fill);
}
