import { svg } from "./dom.js";

const WIDTH = 72;

/** Bars beside a chart, along its axis of latency: the whole, and over it the outline of a part. */
export function histogram(u, edges, whole, part) {
  const height = u.height;
  const offset = u.bbox.top / devicePixelRatio;
  const y = (value) => offset + u.valToPos(value, "y");
  const shares = (counts) => {
    const most = Math.max(...counts, 0);
    return counts.map((n) => (most ? n / most : 0));
  };
  const steps = (counts) =>
    shares(counts)
      .map((share, b) => `V${y(edges[b]).toFixed(1)}H${(share * (WIDTH - 4)).toFixed(1)}V${y(edges[b + 1]).toFixed(1)}`)
      .join("");
  const path = (counts) => (counts.length ? `M0 ${y(edges[0]).toFixed(1)}${steps(counts)}H0Z` : "");
  return svg(
    "svg",
    { class: "histogram", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` },
    svg("path", { class: "whole", d: path(whole) }),
    part ? svg("path", { class: "part", d: path(part) }) : null,
  );
}
