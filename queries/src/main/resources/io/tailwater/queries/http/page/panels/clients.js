import { h, replace } from "../dom.js";
import * as f from "../format.js";
import { frame } from "../frame.js";
import { set, state } from "../state.js";

const BY = [
  ["client_ip", "address"],
  ["user_agent", "user agent"],
  ["client_class", "kind"],
  ["referer", "referer"],
];

/** Who asks. Read from the events, which takes longer than all else, so it is asked for when seen. */
export function clients(element, { filter, openEvents }) {
  const panel = frame(element, "Clients", "from the events of the range");
  const tabs = h("div", { class: "tabs", role: "group", "aria-label": "by" });
  panel.actions.append(tabs);
  const list = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Clients" });

  function show(answer) {
    const by = state().clients;
    replace(tabs, BY.map(([key, name]) => h("button", { type: "button", class: "tab", "aria-pressed": String(key === by), onclick: () => set({ clients: key }) }, name)));
    if (!answer.items.length) return panel.empty("No requests in this range.");
    if (answer.items.every((item) => item.value === null)) return panel.empty("None of these requests has one that is kept.");
    if (!list.isConnected) panel.show(list);
    else panel.show();
    replace(
      list,
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, BY.find(([key]) => key === by)?.[1] ?? by), ["requests", "errors", "bytes", "p95"].map((name) => h("th", { scope: "col", class: "num" }, name)), h("th", {}, h("span", { class: "hidden" }, "events")))),
        h("tbody", {}, answer.items.map((item) => row(item, by))),
      ),
    );
    panel.hint(`${f.count(answer.clients)} in the range`);
    panel.summary(`${answer.items.length} rows, first ${answer.items[0].value ?? "none"} with ${f.count(answer.items[0].requests)} requests.`);
  }

  function row(item, by) {
    const name = item.value;
    return h(
      "tr",
      {},
      h("th", { scope: "row", class: "text" }, by === "client_class" && name ? h("button", { type: "button", class: "link", onclick: () => filter({ client_class: name }) }, name) : h("span", { title: name ?? "" }, name ?? "none")),
      h("td", { class: "num" }, f.count(item.requests)),
      h("td", { class: "num" }, f.percent(item.error_ratio)),
      h("td", { class: "num" }, f.bytes(item.bytes)),
      h("td", { class: "num" }, f.ms(item.p95_ms)),
      h("td", {}, h("button", { type: "button", class: "quiet", disabled: name === null, onclick: () => openEvents({ [by]: name }) }, "events")),
    );
  }

  return { show, failed: panel.failed, paint() {} };
}
