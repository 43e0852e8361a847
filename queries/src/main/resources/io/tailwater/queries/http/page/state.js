/**
 * What is looked at, kept in the address: a link shows what its sender saw. Names are those of the
 * API; what has its default is left out.
 */
const DEFAULTS = {
  from: "now-24h",
  to: "now",
  service: "",
  endpoint: "",
  method: "",
  status: "",
  region: "",
  client_class: "",
  compare: "",
  sort: "-requests",
  min_requests: "20",
  as_of: "",
  tz: "utc",
  refresh: "live",
  log: "1",
  clients: "client_ip",
};

export const FILTERS = ["service", "endpoint", "method", "status", "region", "client_class"];

const listeners = [];
let current = read();

/** What holds now. */
export const state = () => current;

/** Told after each change with what changed. */
export const onChange = (listener) => listeners.push(listener);

/** Changes some of it; a step back in the browser undoes it. */
export function set(changes, { quietly = false } = {}) {
  const next = { ...current, ...changes };
  const changed = Object.keys(next).filter((key) => next[key] !== current[key]);
  if (changed.length === 0) return;
  current = next;
  const url = address(current);
  if (quietly) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  listeners.forEach((listener) => listener(changed));
}

/** The address of a state. */
export function address(of) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(of)) {
    if (value !== DEFAULTS[key] && value !== "") query.set(key, value);
  }
  const text = query.toString();
  return "?" + text;
}

/** Whether a filter narrows what is shown. */
export const isFiltered = () => FILTERS.some((name) => current[name]);

function read() {
  const query = new URLSearchParams(location.search);
  const next = { ...DEFAULTS };
  for (const key of Object.keys(DEFAULTS)) {
    if (query.has(key)) next[key] = query.get(key);
  }
  // Links of older versions name a day.
  const day = /^\d{4}-\d\d-\d\d$/.test(query.get("date")) ? Date.parse(query.get("date")) : NaN;
  if (!Number.isNaN(day)) Object.assign(next, { from: new Date(day).toISOString().slice(0, 19) + "Z", to: new Date(day + 86_400_000).toISOString().slice(0, 19) + "Z" });
  return next;
}

window.addEventListener("popstate", () => {
  const before = current;
  current = read();
  const changed = Object.keys(current).filter((key) => current[key] !== before[key]);
  listeners.forEach((listener) => listener(changed));
});
