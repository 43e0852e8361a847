import { ask } from "./api.js";
import { byId, h, replace } from "./dom.js";
import * as f from "./format.js";
import * as zone from "./zone.js";

/**
 * The raw events behind a number, at the cut that the number was made at.
 *
 * @param question the parameters of the number: range, filters, as_of
 */
export function openEvents(question) {
  const dialog = byId("events");
  const list = h("div", { class: "scroll", tabindex: "0" }, h("p", { class: "skeleton" }));
  const more = h("button", { type: "button", hidden: true }, "more");
  const what = Object.entries(question).filter(([name, value]) => value && !["from", "to", "as_of", "sort"].includes(name)).map(([name, value]) => `${name} ${value}`);
  const download = new URLSearchParams(Object.entries(question).filter(([name, value]) => value && name !== "sort"));
  replace(
    dialog,
    h(
      "header",
      {},
      h("h2", { id: "events-title" }, "Events ", h("small", {}, [`commit ${question.as_of}`, ...what].join(" · "))),
      h("a", { class: "quiet", href: "/api/v1/export/events?format=csv&" + download, download: "" }, "CSV"),
      h("button", { type: "button", class: "quiet", "aria-label": "close", onclick: () => dialog.close() }, "✕"),
    ),
    list,
    h("footer", {}, more),
  );
  if (!dialog.open) dialog.showModal();
  const body = h("tbody");
  let cursor = null;

  async function load() {
    more.disabled = true;
    try {
      const answer = await ask("/api/v1/events", { ...question, limit: 100, cursor });
      if (cursor === null) {
        if (!answer.items.length) {
          replace(list, h("p", { class: "empty" }, "No events; those of a long time ago may not be kept, while their counts are."));
          return;
        }
        replace(list, h("table", { class: "events" }, h("thead", {}, h("tr", {}, [`time (${zone.label()})`, "status", "method", "path", "latency", "bytes", "client", "service"].map((title) => h("th", { scope: "col" }, title)))), body));
      }
      body.append(...answer.items.flatMap(rows));
      cursor = answer.next_cursor;
      more.hidden = !cursor;
    } catch (problem) {
      list.prepend(h("p", { class: "problem", role: "alert" }, h("strong", {}, problem.title), " ", problem.message, problem.requestId ? h("small", {}, " request ", h("code", {}, problem.requestId)) : null));
    } finally {
      more.disabled = false;
    }
  }

  more.addEventListener("click", load);
  load();
}

function rows(event) {
  const details = h("tr", { class: "details", hidden: true }, h("td", { colspan: "8" }, h("pre", { tabindex: "0" }, JSON.stringify(event, null, 2))));
  const open = h("button", { type: "button", class: "link", title: "all columns", onclick: () => (details.hidden = !details.hidden) }, zone.time(event.ts, true));
  const row = h(
    "tr",
    {},
    h("td", {}, open),
    h("td", { class: "num " + (event.status >= 500 ? "worse" : "") }, event.status ?? "–"),
    h("td", {}, event.method ?? ""),
    h("td", { class: "text", title: event.path ?? "" }, event.path ?? ""),
    h("td", { class: "num" }, f.ms(event.latency_ms)),
    h("td", { class: "num" }, f.bytes(event.bytes)),
    h("td", { class: "text", title: event.user_agent ?? "" }, event.client_ip ?? ""),
    h("td", {}, event.service ?? ""),
  );
  return [row, details];
}
