import { ask } from "./api.js";
import * as charts from "./chart.js";
import { controls } from "./controls.js";
import { byId, h, replace } from "./dom.js";
import { openEvents } from "./events.js";
import * as f from "./format.js";
import { keyboard, row, showSheet } from "./keyboard.js";
import { live } from "./live.js";
import { bands } from "./panels/bands.js";
import { clients } from "./panels/clients.js";
import { endpoints } from "./panels/endpoints.js";
import { amount, health } from "./panels/health.js";
import { heatmap } from "./panels/heatmap.js";
import { kpis } from "./panels/kpis.js";
import { rejects } from "./panels/rejects.js";
import { statuses } from "./panels/statuses.js";
import { strip } from "./panels/strip.js";
import { traffic } from "./panels/traffic.js";
import { pauses } from "./pauses.js";
import { printLight } from "./print.js";
import * as range from "./range.js";
import { whenSeen } from "./seen.js";
import { FILTERS, address, isFiltered, onChange, set, state } from "./state.js";
import * as zone from "./zone.js";

const filter = (changes) => set(changes);
const zoom = (from, to) => set({ from: range.iso(from), to: range.iso(to) });
/** The events behind a panel's numbers: of the question that they answer, whatever is asked since. */
const behind = (name) => (more) => openEvents({ ...answered[name], ...more });

const freshness = strip(byId("strip"));
const panels = {
  kpis: kpis(byId("kpis"), { openEvents: behind("kpis") }),
  traffic: traffic(byId("traffic"), { zoom, filter }),
  statuses: statuses(byId("statuses"), { filter, openEvents: behind("statuses") }),
  bands: bands(byId("bands"), { zoom }),
  heatmap: heatmap(byId("heatmap"), { zoom, openEvents: behind("heatmap") }),
  endpoints: endpoints(byId("endpoints"), { filter, openEvents: behind("endpoints"), refresh: () => refresh() }),
  clients: clients(byId("clients"), { filter, openEvents: behind("clients") }),
  rejects: rejects(byId("rejects")),
  health: health(byId("health")),
};

let cut = null;
let meta = null;
let shownRange = {};
const answered = {};
let running = null;
let newest = null;
let again = false;
let away = false;
let offered = "";

const keys = [
  ["/", "find an endpoint", () => bar.find()],
  ["t", "time range", () => bar.openRange()],
  ["r", "refresh now", () => refresh()],
  ["z", "zoom out", () => bar.zoomOut()],
  ["[", "earlier", () => bar.shift(-1)],
  ["]", "later", () => bar.shift(1)],
  ["c", "compare with the week before, or not", () => set({ compare: state().compare ? "" : "7d" })],
  ["b", "people, bots, or both", () => set({ client_class: { "": "human", human: "bot" }[state().client_class] ?? "" })],
  ["u", "UTC or your own time zone", () => set({ tz: state().tz === "utc" ? "local" : "utc" })],
  ["d", "light or dark", () => toggleTheme()],
  ["j", "next endpoint", () => row(1)],
  ["k", "endpoint before", () => row(-1)],
  ["Escape", "remove the filters", () => set(Object.fromEntries(FILTERS.map((name) => [name, ""])))],
  ["?", "these keys", () => showSheet(keys)],
];

const bar = controls(byId("controls"), { refresh: () => refresh(), sheet: () => showSheet(keys), theme: toggleTheme, exact: () => location.origin + location.pathname + address({ ...state(), ...shownRange, as_of: String(cut?.seq ?? "") }) });
const news = live(() => {
  // Commits that come faster than answers would else leave slow panels without any.
  if (running) again = true;
  else refresh();
});

/** Range and filters as the API takes them. */
function question() {
  const s = state();
  return { from: s.from, to: s.to, ...Object.fromEntries(FILTERS.map((name) => [name, s[name]])) };
}

/** A relative time as it is now; what is no time stays, for the service to say what is wrong. */
function fixed(text, now) {
  const at = range.instant(text, now);
  return at === null ? text : range.iso(at);
}

/** Everything anew, all of it at the cut that the first answer was made at. */
async function refresh() {
  // That of a panel further down may go on for long after the others.
  newest?.abort();
  const mine = (running = newest = new AbortController());
  again = false;
  const began = performance.now();
  const s = state();
  const q = question();
  try {
    const status = await ask("/api/v1/status", s.as_of ? { as_of: s.as_of } : {}, mine.signal);
    freshness.show(freshnessOf(status));
    panels.health.show(status);
    if (s.as_of) banner(s);
    const at = { ...q, as_of: s.as_of || status.meta.cut.seq };
    // Relative ranges end at the same moment for all panels, by the clock of the service.
    const now = status.last_commit ? Date.parse(status.last_commit) + status.age_seconds * 1000 : Date.now();
    at.from = fixed(s.from, now);
    at.to = fixed(s.to, now);
    const shows = { from: at.from, to: at.to };
    const signal = mine.signal;
    const summary = ask("/api/v1/summary", { ...at, compare: s.compare }, signal);
    const course = ask("/api/v1/timeseries", { ...at, compare: s.compare }, signal);
    const answers = await Promise.all([
      both("kpis", at, [summary, course], (numbers, series) => {
        meta = numbers.meta;
        cut = meta.cut;
        shownRange = shows;
        bar.paint(meta);
        panels.kpis.show(numbers, series.series[0], (Date.parse(meta.to) - Date.parse(meta.from)) / 1000);
        if (numbers.requests === 0) jump(status);
        else banner(s);
      }),
      both("bands", at, [course, summary.catch(() => null)], (series, numbers) => panels.bands.show(series, numbers?.max_ms ?? null)),
      both("traffic", at, [ask("/api/v1/timeseries", { ...at, group_by: "status_class" }, signal), course], (series, all) => panels.traffic.show(series, all.previous?.[0]?.requests)),
      both("statuses", at, [ask("/api/v1/statuses", { ...at, compare: s.compare }, signal)], (answer) => panels.statuses.show(answer)),
      both("heatmap", at, [ask("/api/v1/latency/heatmap", at, signal)], (answer) => panels.heatmap.show(answer)),
      both("endpoints", at, [ask("/api/v1/endpoints", { ...at, compare: s.compare, sort: s.sort, min_requests: s.min_requests, limit: panels.endpoints.rows() }, signal), ask("/api/v1/timeseries", { ...at, group_by: "endpoint", limit: 100 }, signal)], (answer, courses) => panels.endpoints.show(answer, courses)),
      whenSeen(byId("clients"), () => both("clients", at, [ask("/api/v1/clients", { ...at, by: s.clients, limit: 10 }, signal)], (answer) => panels.clients.show(answer)), clientsFailedLater),
      both("rejects", at, [ask("/api/v1/rejects", { from: at.from, to: at.to, as_of: at.as_of }, signal)], (answer) => panels.rejects.show(answer)),
      suggest(s, at, signal),
    ]);
    byId("timing").textContent = `answered in ${Math.round(performance.now() - began)} ms at commit ${status.meta.cut.seq}`;
    document.documentElement.dataset.settled = String(status.meta.cut.seq);
    away = false;
    if (answers.some((problem) => problem && mayPass(problem))) news.failed();
    else news.well();
  } catch (problem) {
    if (problem.name === "AbortError" || newest !== mine) return;
    away = true;
    again = false;
    freshness.away(problem);
    banner(s);
    if (problem.status === 401) signIn();
    if (problem.status === 503 && problem.type?.endsWith("no-commit-yet")) waiting();
    else Object.values(panels).forEach((panel) => panel.failed(problem, refresh));
    if (mayPass(problem)) news.failed();
    else if (problem.status === 401) news.refused();
  } finally {
    if (running === mine) running = null;
    if (newest === mine && again) refresh();
  }
}

/** Whether the same question may be answered a little later: who is refused, or asks for too much, is so again. */
const mayPass = ({ status, type }) => status !== undefined && type !== "/problems/too-slow" && (status === 429 || !(status >= 400 && status < 500));

/** A panel that fails leaves the others alone; gives its problem. */
async function both(name, at, questions, show) {
  try {
    const answers = await Promise.all(questions);
    answered[name] = at;
    show(...answers);
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    if (problem.status === 0 || problem.status === 401) throw problem;
    panels[name].failed(problem, refresh);
    return problem;
  }
  return null;
}

function clientsFailedLater(problem) {
  panels.clients.failed(problem, refresh);
  if (mayPass(problem)) news.failed();
  else if (problem.status === 401) refresh();
}

function freshnessOf(status) {
  const waiting = status.totals.oldest_unread_age_seconds;
  const troubles = [];
  if (status.problem) troubles.push({ what: "the lake", why: status.problem });
  if (status.commit_trouble) troubles.push({ what: "commits fail", why: `since ${zone.time(status.commit_trouble.since)}: ${status.commit_trouble.reason}` });
  status.source_troubles.forEach((t) => troubles.push({ what: `source ${t.source} fails`, why: `since ${zone.time(t.since)}: ${t.reason}` }));
  if (status.losses_last_day.records > 0) troubles.push({ what: "lost in 24 h", why: amount(status.losses_last_day.bytes) });
  status.reject_rates.filter((r) => r.high).forEach((r) => troubles.push({ what: `source ${r.source}`, why: `${f.percent(r.ratio)} of the last hour's lines rejected` }));
  return {
    seq: status.meta.cut.seq,
    as_of: state().as_of,
    last_commit: status.last_commit,
    age_seconds: status.age_seconds,
    job: status.job,
    commit_interval_seconds: status.commit_interval_seconds,
    newest_event: status.newest_event,
    watermark: status.watermark,
    rejected: rejected(status.reject_rates),
    behind: status.totals.bytes_behind ? amount(status.totals.bytes_behind) : "nothing",
    behind_since: waiting ? f.age(waiting) : null,
    late: status.late_rows,
    problem: status.problem,
    troubles,
  };
}

/** Of the hour before the newest commit; sources without rejects are not in the list. */
function rejected(rates) {
  if (!rates.length) return "none";
  return f.count(rates.reduce((sum, rate) => sum + rate.rejects, 0)) + ", " + rates.map((rate) => `${f.percent(rate.ratio)} of ${rate.source}`).slice(0, 2).join(", ");
}

/** An older cut is said in a colour of its own; live numbers are one click away. */
function banner(s) {
  const element = byId("banner");
  element.hidden = !s.as_of;
  if (s.as_of) replace(element, h("strong", {}, "An older state of the lake: "), s.as_of, ". Numbers stand still. ", h("button", { type: "button", onclick: () => set({ as_of: "" }) }, "back to now"));
}

function jump(status) {
  const element = byId("banner");
  if (!status.newest_event || state().as_of) return;
  const to = Math.floor(Date.parse(status.newest_event) / 3_600_000) * 3_600_000 + 3_600_000;
  element.hidden = false;
  replace(
    element,
    isFiltered() ? "No requests match the filters in this range. " : "No requests in this range. ",
    `Newest event is of ${zone.at(status.newest_event)}. `,
    h("button", { type: "button", onclick: () => set({ from: range.iso(to - 86_400_000), to: range.iso(to) }) }, "jump there"),
    isFiltered() ? h("button", { type: "button", onclick: () => set(Object.fromEntries(FILTERS.map((name) => [name, ""]))) }, "remove the filters") : null,
  );
}

function signIn() {
  const element = byId("banner");
  element.hidden = false;
  replace(element, "The session has ended. ", h("a", { href: "/session", target: "_blank" }, "Sign in again"), " in another tab, and this view goes on.");
}

function waiting() {
  const element = byId("banner");
  element.hidden = false;
  replace(element, "No commit yet. The service waits for the first one; this page looks again by itself.");
}

function toggleTheme() {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("tailwater.theme", document.documentElement.dataset.theme);
  charts.redraw(true);
}

/** What the filters offer: values of the range and the commit that are shown. */
async function suggest(s, at, signal) {
  const of = [s.from, s.to, at.as_of].join();
  if (of === offered) return;
  const answer = await ask("/api/v1/facets", { field: "service,endpoint", from: at.from, to: at.to, as_of: at.as_of, limit: 200 }, signal).catch(() => null);
  if (!answer) return;
  const values = (field) => answer.facets.find((facet) => facet.field === field).values.map((one) => one.value).filter(Boolean);
  offered = of;
  bar.offer(values("service"), values("endpoint"));
}

onChange((changed) => {
  zone.useLocal(state().tz === "local");
  if (changed.includes("tz")) freshness.paint();
  bar.paint(meta);
  news.set(state().as_of ? "off" : state().refresh);
  if (changed.every((name) => name === "refresh")) return;
  refresh();
});

const looks = pauses(10_000, 60_000);

/** The strip is of now also while the numbers stand still: a dialog is open, or refresh is off. */
async function look() {
  let next = 10_000;
  if (!document.hidden && !running && !state().as_of) {
    try {
      freshness.show(freshnessOf(await ask("/api/v1/status", {})));
      looks.reset();
      if (away) refresh();
    } catch (problem) {
      freshness.away(problem);
      next = looks.next();
    }
  }
  setTimeout(look, next);
}

setTimeout(look, 10_000);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.redraw(true));
printLight(() => charts.redraw(true));
keyboard(keys);
zone.useLocal(state().tz === "local");
bar.paint(null);
news.set(state().as_of ? "off" : state().refresh);
refresh();
