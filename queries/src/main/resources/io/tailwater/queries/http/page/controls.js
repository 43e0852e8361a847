import { copy, h, replace } from "./dom.js";
import * as range from "./range.js";
import { FILTERS, set, state } from "./state.js";
import * as zone from "./zone.js";

const COMPARE = [["", "no comparison"], ["previous", "the range before"], ["1d", "a day before"], ["7d", "a week before"]];
const REFRESH = [["live", "live"], ["10s", "10 s"], ["30s", "30 s"], ["1m", "1 min"], ["5m", "5 min"], ["off", "off"]];
const CLASSES = [["", "people and bots"], ["human", "people"], ["bot", "bots"], ["unknown", "unknown"]];
const STATUSES = [["", "any status"], ["2xx", "2xx"], ["3xx", "3xx"], ["4xx", "4xx"], ["5xx", "5xx"], ["400-599", "errors"]];

/** The bar: what is looked at. Filters that a click set show as chips that a click removes. */
export function controls(form, { refresh, sheet, theme, exact }) {
  const service = select("service", "service", []);
  const status = select("status", "status", STATUSES);
  const clients = select("client_class", "people or bots", CLASSES);
  const compare = select("compare", "compare with", COMPARE);
  const pace = select("refresh", "refresh", REFRESH);
  const ranges = h("select", { id: "range", "aria-label": "time range", title: "time range (t)" });
  ranges.addEventListener("change", () => {
    if (ranges.value === "custom") return custom.showModal();
    set({ from: "now-" + ranges.value, to: "now", as_of: "" });
  });
  const known = h("datalist", { id: "endpoint-names" });
  const endpoint = h("input", { type: "search", id: "endpoint", list: "endpoint-names", placeholder: "endpoint", "aria-label": "endpoint", title: "endpoint (/)", spellcheck: "false" });
  endpoint.addEventListener("change", () => set({ endpoint: endpoint.value.trim() }));
  const chips = h("span", { class: "chips" });
  const from = h("input", { id: "from", type: "text", spellcheck: "false" });
  const to = h("input", { id: "to", type: "text", spellcheck: "false" });
  const wrong = h("p", { class: "problem", role: "alert", hidden: true });
  let painted = null;
  let offered = null;
  const custom = dialog();
  const link = button("link", "copy a link to exactly this range and commit", () => copy(exact()));

  form.addEventListener("submit", (event) => event.preventDefault());
  replace(
    form,
    chips,
    service,
    endpoint,
    known,
    status,
    clients,
    h("span", { class: "group" }, step("‹", "earlier ([)", -1), ranges, step("›", "later (])", 1), button("⊖", "zoom out (z)", () => zoomOut())),
    compare,
    h("span", { class: "group" }, pace, button("↻", "refresh now (r)", refresh)),
    h("button", { type: "button", id: "zone", class: "quiet", title: "UTC or your own time zone (u)", onclick: () => set({ tz: state().tz === "utc" ? "local" : "utc" }) }),
    link,
    button("◐", "light or dark (d)", theme),
    button("?", "keys (?)", sheet),
  );
  document.body.append(custom);

  function dialog() {
    const box = h(
      "dialog",
      { "aria-labelledby": "range-title" },
      h(
        "form",
        { method: "dialog" },
        h("h2", { id: "range-title" }, "Time range"),
        h("label", { for: "from" }, "from"),
        from,
        h("label", { for: "to" }, "to, not part of it"),
        to,
        h("p", {}, h("small", {}, "2026-01-31T14:00:00Z, a date, now, now-6h, now-1d/d")),
        wrong,
        h("footer", {}, h("button", { type: "button", onclick: () => box.close() }, "cancel"), h("button", { type: "submit", value: "go" }, "show")),
      ),
    );
    box.querySelector("form").addEventListener("submit", (event) => {
      const [a, b] = [range.instant(from.value), range.instant(to.value)];
      if (a === null || b === null || a >= b) {
        event.preventDefault();
        wrong.hidden = false;
        wrong.textContent = a === null ? `'${from.value}' is no time` : b === null ? `'${to.value}' is no time` : "The start has to be before the end";
        return;
      }
      set({ from: range.spelled(from.value), to: range.spelled(to.value), as_of: "" });
    });
    // The list says "other…" now, whatever came of it.
    box.addEventListener("close", () => paint(painted));
    return box;
  }

  function bounds() {
    return [range.instant(state().from), range.instant(state().to)];
  }

  function shift(share) {
    const [a, b] = bounds();
    set(range.moved(a, b, share));
  }

  function zoomOut() {
    const [a, b] = bounds();
    set(range.wider(a, b));
  }

  function step(text, title, share) {
    return button(text, title, () => shift(share));
  }

  function paint(meta) {
    painted = meta;
    const s = state();
    const preset = /^now-(\w+)$/.exec(s.from)?.[1];
    const known = s.to === "now" && range.PRESETS.some(([key]) => key === preset);
    const title = meta?.from ? zone.span(meta.from, meta.to) : `${s.from} – ${s.to}`;
    replace(ranges, range.PRESETS.map(([key, name]) => h("option", { value: key, selected: known && key === preset }, "last " + name)), h("option", { value: "custom", selected: !known }, known ? "other…" : title));
    // The chosen entry has to be chosen again to change it, which a select does not tell.
    if (!known) ranges.prepend(h("option", { value: "custom", hidden: true, selected: true }, title));
    ranges.title = title;
    from.value = s.from;
    to.value = s.to;
    wrong.hidden = true;
    for (const [element, name] of [[service, "service"], [status, "status"], [clients, "client_class"], [compare, "compare"], [pace, "refresh"]]) {
      if (![...element.options].some((option) => option.value === s[name])) element.append(h("option", { value: s[name] }, s[name]));
      element.value = s[name];
    }
    if (s.service) service.hidden = false;
    if (document.activeElement !== endpoint) endpoint.value = s.endpoint;
    form.querySelector("#zone").textContent = zone.label();
    replace(chips, FILTERS.filter((name) => s[name] && !["service", "endpoint", "status", "client_class"].includes(name)).map((name) => h("button", { type: "button", class: "chip", title: "remove this filter", onclick: () => set({ [name]: "" }) }, `${name} ${s[name]} ✕`)));
  }

  function offer(names, endpoints) {
    // A list that is open closes when it is made anew.
    const now = JSON.stringify([names, endpoints, state().service]);
    if (now === offered) return;
    offered = now;
    replace(known, endpoints.map((name) => h("option", { value: name })));
    const s = state().service;
    replace(service, h("option", { value: "" }, "every service"), [...new Set([...names, ...(s ? [s] : [])])].map((name) => h("option", { value: name }, name)));
    service.value = s;
    service.hidden = names.length < 2 && !s;
  }

  offer([], []);
  return { paint, offer, shift, zoomOut, openRange: () => custom.showModal(), find: () => endpoint.focus() };
}

function select(name, label, options) {
  const element = h("select", { name, "aria-label": label, title: label }, options.map(([value, text]) => h("option", { value }, text)));
  element.addEventListener("change", () => set({ [name]: element.value }));
  return element;
}

function button(text, title, onclick) {
  return h("button", { type: "button", class: "quiet", title, "aria-label": title, onclick }, text);
}
