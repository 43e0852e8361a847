import { announce } from "./dom.js";
import * as zone from "./zone.js";

/** Colours from the style sheet, so that charts follow the theme. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

const FONT = "11px system-ui, sans-serif";
const charts = new Map();
const sync = window.uPlot?.sync("time");

/**
 * Draws a chart over time into an element, or gives a drawn one other data. Dragging chooses a
 * range, arrow keys move the cursor, and whatever is under it is said.
 *
 * @param options scales, series, axes, hooks as uPlot has them; `read(index)` gives the sentence
 *     about a point; `zoom(fromMs, toMs)` is told of a choice, and `box(fromMs, toMs, low, high)`
 *     of one that does not take all of the height
 */
export function draw(element, data, options) {
  const key = options.key;
  const known = charts.get(element);
  if (known && known.key === key && known.plot.root.isConnected) {
    known.options = options;
    known.plot.setData(data);
    return known.plot;
  }
  known?.plot.destroy();
  element.replaceChildren();
  const entry = { key, options };
  const height = options.height ?? 220;
  const plot = new window.uPlot(
    {
      width: Math.max(200, element.clientWidth),
      height,
      tzDate: (seconds) => window.uPlot.tzDate(new Date(seconds * 1000), zone.zone()),
      legend: { show: false },
      padding: [8, 18, 0, 0],
      cursor: {
        drag: { x: true, y: Boolean(options.box), uni: 24, setScale: false },
        sync: sync ? { key: sync.key, setSeries: false } : undefined,
        points: { size: 6 },
      },
      ...options.plot,
      axes: [timeAxis(), ...options.axes],
      hooks: {
        ...options.hooks,
        setSelect: [
          (u) => {
            if (u.select.width < 4) return;
            const from = u.posToVal(u.select.left, "x") * 1000;
            const to = u.posToVal(u.select.left + u.select.width, "x") * 1000;
            const { top, height } = u.select;
            const box = height < u.over.clientHeight - 1 ? [u.posToVal(top + height, "y"), u.posToVal(top, "y")] : null;
            u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            if (box && entry.options.box) entry.options.box(from, to, ...box);
            else entry.options.zoom?.(from, to);
          },
        ],
        setCursor: [(u) => entry.options.hover?.(u.cursor.idx, u)],
      },
    },
    data,
    element,
  );
  entry.plot = plot;
  charts.set(element, entry);
  element.tabIndex = 0;
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", `${element.closest("section")?.querySelector("h2")?.firstChild.textContent ?? "A"} chart; the arrow keys read it point by point`);
  if (!element.dataset.keys) {
    element.dataset.keys = "yes";
    element.addEventListener("keydown", (event) => move(charts.get(element), event));
  }
  return plot;
}

function move(entry, event) {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!entry || !by) return;
  event.preventDefault();
  const { plot, options } = entry;
  const last = plot.data[0].length - 1;
  const index = Math.min(last, Math.max(0, (plot.cursor.idx ?? (by > 0 ? -1 : last + 1)) + by));
  plot.setCursor({ left: plot.valToPos(plot.data[0][index], "x"), top: 10 });
  announce(options.read?.(index) ?? "");
}

/** The axis of time: the clock, and the day where it begins; the zone is in the page's range. */
function timeAxis() {
  return {
    stroke: () => colour("soft"),
    grid: { show: false },
    ticks: { stroke: () => colour("line"), size: 4 },
    font: FONT,
    size: 42,
    space: 62,
    values: (u, splits, axis, space, step) => {
      let day = "";
      return splits.map((seconds) => {
        const at = zone.time(seconds * 1000, step < 60);
        const changed = at.slice(0, 10) !== day;
        day = at.slice(0, 10);
        if (step >= 86_400) return at.slice(5, 10);
        return at.slice(11) + (changed ? "\n" + at.slice(5, 10) : "");
      });
    },
  };
}

/** The axis of a number, with few faint lines. */
export function axis(values, props = {}) {
  return {
    stroke: () => colour("soft"),
    grid: { stroke: () => colour("line"), width: 1 },
    ticks: { show: false },
    font: FONT,
    size: 58,
    space: 36,
    values: (u, splits) => splits.map((value) => (value === null ? "" : values(value))),
    ...props,
  };
}

/** An axis of powers of ten; of a range within one power also the twos and fives. */
export function logAxis(values) {
  return axis(values, {
    splits: (u, axisIndex, min, max) => {
      const powers = steps(min, max, [1]);
      return powers.length > 1 ? powers : steps(min, max, [1, 2, 5]);
    },
    filter: (u, splits) => splits,
  });
}

function steps(min, max, digits) {
  const found = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    for (const digit of digits) {
      const value = Number(`${digit}e${power}`);
      if (value >= min && value <= max) found.push(value);
    }
  }
  return found;
}

/** Draws all again with other colours or another width. */
export function redraw(anew) {
  for (const [element, entry] of charts) {
    if (!entry.plot.root.isConnected) charts.delete(element);
    else if (anew) entry.plot.redraw(true, true);
    else if (element.clientWidth) entry.plot.setSize({ width: element.clientWidth, height: entry.plot.height });
  }
}

new ResizeObserver(() => redraw(false)).observe(document.documentElement);
