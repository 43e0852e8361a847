/** The time zone of the page: UTC or the reader's own, and said beside every time. */
const OWN = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

let local = false;

/** Chooses; true for the reader's own. */
export function useLocal(yes) {
  local = yes;
}

/** The name to pass to formatters and charts. */
export const zone = () => (local ? OWN : "UTC");

/** What stands beside a time. */
export function label(date = new Date()) {
  if (!local) return "UTC";
  const parts = new Intl.DateTimeFormat("en", { timeZone: OWN, timeZoneName: "short" }).formatToParts(date);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? OWN;
}

function fields(date) {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone(),
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return Object.fromEntries(format.formatToParts(date).map((part) => [part.type, part.value]));
}

/** 2026-01-31 14:05, with seconds where asked, without its zone. */
export function time(value, seconds = false) {
  if (!value) return "unknown";
  const f = fields(new Date(value));
  return `${f.year}-${f.month}-${f.day} ${f.hour}:${f.minute}` + (seconds ? `:${f.second}` : "");
}

/** The same with its zone, which may have another name in summer. */
export const at = (value, seconds = false) => `${time(value, seconds)} ${label(new Date(value))}`;

/** 14:00–15:00 or 2026-01-31 14:00 – 2026-02-01 15:00. */
export function span(from, to) {
  const a = time(from);
  const b = time(to);
  return a.slice(0, 10) === b.slice(0, 10) ? `${a} – ${b.slice(11)} ${label(new Date(to))}` : `${a} – ${b} ${label(new Date(to))}`;
}
