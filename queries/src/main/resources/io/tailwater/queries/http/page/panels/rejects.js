import { copy, h, replace } from "../dom.js";
import * as f from "../format.js";
import { frame, table } from "../frame.js";
import { spark } from "../spark.js";
import * as zone from "../zone.js";

/** Lines that could not become events: why, how many, one of each, and how to look into it. */
export function rejects(element) {
  const panel = frame(element, "Rejected lines", "kept, counted, never dropped");
  const list = h("div", { class: "rejects" });
  const open = new Set();

  function show(answer) {
    if (!answer.reasons.length) return panel.empty("None: every line of this range could be read.");
    if (!list.isConnected) panel.show(list);
    else panel.show();
    panel.hint(`${f.count(answer.course.rejects.reduce((sum, n) => sum + n, 0))}, kept and counted, by the time they were read`);
    panel.table(() => table(answer.course.time.map((time, i) => i), [[`time (${zone.label()})`, (i) => zone.time(answer.course.time[i])], ["rejects", (i) => f.count(answer.course.rejects[i]), "num"]], { label: "Rejects over time" }));
    panel.summary(answer.reasons.map((reason) => `${reason.reason} ${f.count(reason.rejects)}`).join(", "));
    replace(list, spark(answer.course.rejects, { width: 600, height: 34 }), answer.reasons.map((reason) => entry(reason, answer.items.find((item) => item.reason === reason.reason), open)));
  }

  return { show, failed: panel.failed, paint() {} };
}

function entry(reason, sample, open) {
  const name = reason.reason;
  const details = h(
    "details",
    { open: open.has(name), ontoggle: () => (details.open ? open.add(name) : open.delete(name)) },
    h("summary", {}, h("code", { class: "name" }, reason.reason), h("span", { class: "num" }, f.count(reason.rejects)), h("small", {}, "last " + zone.at(reason.last))),
    h("p", {}, h("small", {}, "first " + zone.at(reason.first))),
    sample
      ? [
          h("p", {}, sample.detail ?? "", " ", h("small", {}, `${sample.source}, ${sample.stream}, at ${sample.offset}`)),
          h("pre", { tabindex: "0" }, text(sample).slice(0, 500)),
          explain(sample),
        ]
      : h("p", {}, "Not among the newest hundred."),
  );
  return details;
}

/** Bytes that are no UTF-8 come as base64. */
const text = (sample) => sample.raw ?? "base64: " + sample.raw_base64;

/** The command that says what is wrong with this line. */
function explain(sample) {
  const line = text(sample).replace(/[\r\n]+$/, "").replaceAll("'", "'\\''");
  const command = `printf '%s\\n' '${line}' | ./tailwater parse --explain -`;
  const button = h("button", { type: "button", class: "quiet" }, "copy a parse --explain of it");
  button.addEventListener("click", async () => {
    if (await copy(command)) button.textContent = "copied";
  });
  return button;
}
