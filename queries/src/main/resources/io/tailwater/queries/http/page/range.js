import { zone } from "./zone.js";

/** Ranges as the API writes them: now-6h, now, or RFC 3339. */
export const PRESETS = [
  ["15m", "15 minutes"],
  ["1h", "hour"],
  ["6h", "6 hours"],
  ["24h", "24 hours"],
  ["7d", "7 days"],
  ["30d", "30 days"],
];

const BARE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)$/;
const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Milliseconds since the epoch of a bound; null where it is none. */
export function instant(text, now = Date.now()) {
  const relative = /^now(?:-(\d{1,6})([smhdw]))?(?:\/([mhd]))?$/.exec(text ?? "");
  if (relative) {
    let at = now - (relative[1] ? Number(relative[1]) * SECONDS[relative[2]] * 1000 : 0);
    if (relative[3]) {
      const unit = SECONDS[relative[3]] * 1000;
      at = Math.floor(at / unit) * unit;
    }
    return at;
  }
  // A clock without a zone is of the zone that the page shows; a date alone is of UTC.
  const bare = BARE.exec(text ?? "");
  const at = Date.parse(bare ? `${bare[1]}T${bare[2]}${zone() === "UTC" ? "Z" : ""}` : text);
  return Number.isNaN(at) ? null : at;
}

/** RFC 3339 to the second. */
export const iso = (at) => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");

/** As the API takes it: relative as it is, a time in UTC; what is neither as it is, to be refused. */
export function spelled(text) {
  const at = instant(text);
  return at === null || text.startsWith("now") ? text : iso(at);
}

/** The same length, moved by a share of it. */
export function moved(from, to, share) {
  const by = (to - from) * share;
  return { from: iso(from + by), to: iso(to + by) };
}

/** Twice the length about the same middle, not beyond now. */
export function wider(from, to, now = Date.now()) {
  const by = (to - from) / 2;
  return { from: iso(from - by), to: iso(Math.min(to + by, Math.max(now, to))) };
}
