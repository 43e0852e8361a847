import { svg } from "./dom.js";

/** A small line without axes; gaps stay gaps. */
export function spark(values, { width = 120, height = 28, css = "" } = {}) {
  const known = values.filter((value) => value !== null && value !== undefined);
  const top = Math.max(...known, 0) || 1;
  const step = values.length > 1 ? width / (values.length - 1) : width;
  let path = "";
  let pen = false;
  values.forEach((value, i) => {
    if (value === null || value === undefined) {
      pen = false;
      return;
    }
    const y = height - 2 - (value / top) * (height - 4);
    path += `${pen ? "L" : "M"}${(i * step).toFixed(1)} ${y.toFixed(1)}`;
    pen = true;
  });
  return svg(
    "svg",
    { class: "spark " + css, viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("path", { d: path, fill: "none", "vector-effect": "non-scaling-stroke" }),
  );
}
