import { byId, h, replace } from "./dom.js";

const OFF = "tailwater.keys";

/**
 * Keys and what they do; ? shows them. None works while something is typed, and none at all for
 * those who have turned them off: who speaks to a computer types by mistake.
 */
export function keyboard(keys) {
  document.addEventListener("keydown", (event) => {
    if (localStorage.getItem(OFF) === "off") return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, dialog")) return;
    const known = keys.find(([key]) => key === event.key);
    if (!known) return;
    event.preventDefault();
    known[2]();
  });
}

/** The sheet of keys. */
export function showSheet(keys) {
  const sheet = byId("sheet");
  replace(
    sheet,
    h("header", {}, h("h2", { id: "sheet-title" }, "Keys"), h("button", { type: "button", class: "quiet", "aria-label": "close", onclick: () => sheet.close() }, "✕")),
    h("dl", { class: "keys" }, keys.map(([key, what]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)))),
    h("label", { class: "switch" }, toggle(), " these keys work"),
    h("p", {}, h("small", {}, "In a chart: drag chooses a range, ← and → read point by point.")),
  );
  sheet.showModal();
}

function toggle() {
  const box = h("input", { type: "checkbox", id: "keys-work" });
  box.checked = localStorage.getItem(OFF) !== "off";
  box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "on" : "off"));
  return box;
}

/** Moves between the rows of the endpoints. */
export function row(by) {
  const rows = [...document.querySelectorAll("#endpoints tbody [data-endpoint]")];
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement);
  rows[Math.min(rows.length - 1, Math.max(0, at + by))].focus();
}
