/** Numbers and times for people. Nothing here rounds what is computed with. */

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const three = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const NONE = "–";

/** 12345 is 12,345; from a million on 1.23 M. */
export function count(value) {
  if (value === null || value === undefined) return NONE;
  if (Math.abs(value) < 1e6) return whole.format(value);
  return scaled(value, 1000, ["", " k", " M", " G", " T"]);
}

/** Short, for axes and tiles: 12.3 k. */
export function short(value) {
  if (value === null || value === undefined) return NONE;
  return scaled(value, 1000, ["", " k", " M", " G", " T"]);
}

/** Bytes in steps of 1,024. */
export function bytes(value) {
  if (value === null || value === undefined) return NONE;
  return scaled(value, 1024, [" B", " KiB", " MiB", " GiB", " TiB", " PiB"]);
}

/** Milliseconds as µs, ms, s or min, three digits. */
export function ms(value) {
  if (value === null || value === undefined) return NONE;
  if (value === 0) return "0 ms";
  if (value < 1) return three.format(value * 1000) + " µs";
  if (value < 1000) return three.format(value) + " ms";
  if (value < 120_000) return three.format(value / 1000) + " s";
  return three.format(value / 60_000) + " min";
}

/** A share from 0 to 1 as percent. */
export function percent(value) {
  if (value === null || value === undefined) return NONE;
  if (value > 0 && value < 0.0001) return "< 0.01 %";
  return three.format(value * 100) + " %";
}

/** A rate a second. */
export function rate(requests, seconds) {
  if (!seconds) return NONE;
  const value = requests / seconds;
  return (value >= 1 ? short(value) + "/s" : three.format(value * 60) + "/min");
}

/** An age: 8 s, 3 min, 2 h, 5 d. */
export function age(seconds) {
  if (seconds === null || seconds === undefined) return NONE;
  if (seconds < 90) return Math.max(0, Math.round(seconds)) + " s";
  if (seconds < 5400) return Math.round(seconds / 60) + " min";
  if (seconds < 172_800) return Math.round(seconds / 3600) + " h";
  return Math.round(seconds / 86_400) + " d";
}

/** A change as a word and a percentage, and short for tables; never told by colour alone. */
export function change(ratio) {
  if (ratio === null || ratio === undefined) return { text: "no comparison", short: NONE, direction: 0 };
  if (Math.abs(ratio) < 0.005) return { text: "unchanged", short: "same", direction: 0 };
  const size = Math.abs(ratio) >= 10 ? three.format(ratio + 1) + " ×" : three.format(Math.abs(ratio) * 100) + " %";
  return ratio > 0 ? { text: "▲ up " + size, short: "▲ " + size, direction: 1 } : { text: "▼ down " + size, short: "▼ " + size, direction: -1 };
}

function scaled(value, step, units) {
  let unit = 0;
  let rest = value;
  while (Math.abs(rest) >= step * 0.9995 && unit < units.length - 1) {
    rest /= step;
    unit++;
  }
  return (unit === 0 ? whole.format(rest) === "0" && rest !== 0 ? three.format(rest) : three.format(rest) : three.format(rest)) + units[unit];
}
