import { h, replace } from "../dom.js";
import * as f from "../format.js";
import { frame } from "../frame.js";
import * as zone from "../zone.js";

/** Lines that could not become events: why, how many, one of each, and how to look into it. */
export function rejects(element) {
  const panel = frame(element, "Rejected lines", "kept, counted, never dropped");
  const list = h("div", { class: "rejects" });

  function show(answer) {
    if (!answer.reasons.length) return panel.empty("None: every line of this range could be read.");
    if (!list.isConnected) panel.show(list);
    else panel.show();
    panel.summary(answer.reasons.map((reason) => `${reason.reason} ${f.count(reason.rejects)}`).join(", "));
    replace(list, answer.reasons.map((reason) => entry(reason, answer.items.find((item) => item.reason === reason.reason))));
  }

  return { show, failed: panel.failed, paint() {} };
}

function entry(reason, sample) {
  return h(
    "details",
    {},
    h("summary", {}, h("code", { class: "name" }, reason.reason), h("span", { class: "num" }, f.count(reason.rejects)), h("small", {}, "last " + zone.time(reason.last) + " " + zone.label())),
    sample
      ? [
          h("p", {}, sample.detail ?? "", " ", h("small", {}, `${sample.source}, ${sample.stream}, at ${sample.offset}`)),
          h("pre", { tabindex: "0" }, sample.raw.slice(0, 500)),
          copy(sample),
        ]
      : h("p", {}, "Not among the newest hundred."),
  );
}

/** The command that says what is wrong with this line. */
function copy(sample) {
  const line = sample.raw.replace(/[\r\n]+$/, "").replaceAll("'", "'\\''");
  const command = `printf '%s\\n' '${line}' | ./tailwater parse --explain -`;
  const button = h("button", { type: "button", class: "quiet" }, "copy a parse --explain of it");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(command).catch(() => prompt("The command:", command));
    button.textContent = "copied";
  });
  return button;
}
