import { h, replace } from "./dom.js";

/**
 * The frame that every panel has: a title, actions, a body that keeps its height, and a table of
 * the same numbers. Panels say what they show with show(), and why they show nothing with empty().
 */
export function frame(element, title, hint = "") {
  const body = h("div", { class: "body" }, h("p", { class: "skeleton", "aria-hidden": "true" }));
  const table = h("div", { class: "as-table", hidden: true });
  const summary = h("p", { class: "hidden" });
  const actions = h("div", { class: "actions" });
  const toggle = h("button", { type: "button", class: "quiet", "aria-pressed": "false", hidden: true }, "table");
  const note = h("small", {}, hint);
  let makeTable = null;
  toggle.addEventListener("click", () => {
    const on = toggle.getAttribute("aria-pressed") !== "true";
    toggle.setAttribute("aria-pressed", on);
    body.hidden = on;
    table.hidden = !on;
    if (on) replace(table, makeTable());
    else element.dispatchEvent(new CustomEvent("shown"));
  });
  replace(
    element,
    h("header", {}, h("h2", {}, title, " ", note), actions, toggle),
    h("figure", {}, body, summary),
    table,
  );
  element.setAttribute("aria-busy", "true");
  return {
    body,
    actions,
    /** What the panel is about in words, for those who do not see it. */
    summary: (sentence) => replace(summary, sentence),
    hint: (text) => replace(note, text),
    /** A function that makes the table; the button appears with it. */
    table(make) {
      makeTable = make;
      toggle.hidden = false;
      if (!table.hidden) again(table, make());
    },
    show(...children) {
      element.removeAttribute("aria-busy");
      element.classList.remove("stale");
      body.querySelector(".problem")?.remove();
      if (children.length) replace(body, ...children);
    },
    empty(sentence, ...more) {
      element.removeAttribute("aria-busy");
      element.classList.remove("stale");
      replace(body, h("p", { class: "empty" }, sentence, " ", ...more));
      makeTable = () => h("p", { class: "empty" }, sentence);
      if (!table.hidden) replace(table, makeTable());
    },
    /** Keeps the old numbers, greyed, and says what went wrong; without old ones only that. */
    failed(problem, retry) {
      element.removeAttribute("aria-busy");
      const what = problemOf(problem, retry);
      element.classList.add("stale");
      const known = body.querySelector(".problem");
      // The same again is not said again, and its button keeps the focus.
      if (known?.dataset.of === problem.title + problem.message) return;
      what.dataset.of = problem.title + problem.message;
      known?.remove();
      if (body.querySelector(".skeleton")) replace(body, what);
      else body.prepend(what);
    },
  };
}

/** What went wrong, with the request's id, and a way to try again. */
export function problemOf(problem, retry) {
  return h(
    "p",
    { class: "problem", role: "alert" },
    h("strong", {}, problem.title),
    " ",
    problem.message,
    problem.requestId ? h("small", {}, " request ", h("code", {}, problem.requestId)) : null,
    " ",
    h("button", { type: "button", class: "quiet", onclick: retry }, "try again"),
  );
}

/** Puts a table in another one's place, scrolled as that was. */
function again(holder, made) {
  const { scrollTop, scrollLeft } = holder.firstElementChild ?? {};
  replace(holder, made);
  holder.firstElementChild.scrollTo(scrollLeft ?? 0, scrollTop ?? 0);
}

/** A plain table; columns are [title, row => text or node, class]. */
export function table(rows, columns, props = {}) {
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": props.label ?? "numbers" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, columns.map(([title, , css]) => h("th", { scope: "col", class: css }, title)))),
      h(
        "tbody",
        {},
        rows.map((row) => h("tr", {}, columns.map(([, cell, css]) => h("td", { class: css }, cell(row))))),
      ),
    ),
  );
}
