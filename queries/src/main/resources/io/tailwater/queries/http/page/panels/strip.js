import { h, replace } from "../dom.js";
import * as f from "../format.js";
import * as zone from "../zone.js";

/**
 * How current the numbers are. Green up to twice the time between commits, amber up to ten times,
 * red beyond, and red when the lake or the service cannot be reached.
 */
export function strip(element, { setAsOf }) {
  let status = null;
  let seenAt = 0;
  let unreachable = null;

  function paint() {
    if (!status) {
      replace(element, pill("old", "waiting", "for the first answer"));
      return;
    }
    const s = status;
    const since = (Date.now() - seenAt) / 1000;
    const old = s.age_seconds === null ? null : s.age_seconds + since;
    const usual = Math.max(s.commit_interval_seconds ?? 10, 1);
    const mood = unreachable || s.problem || old === null || old > 10 * usual ? "bad" : old > 2 * usual ? "late" : "good";
    const word = unreachable ? "SERVICE AWAY" : s.problem ? "LAKE AWAY" : { good: "LIVE", late: "SLOW", bad: "STOPPED" }[mood];
    replace(
      element,
      pill(mood, word, old === null ? "no commit yet" : `last commit ${f.age(old)} ago`),
      h(
        "dl",
        {},
        fact("commit", s.seq ? "№ " + s.seq : "none", s.last_commit ? zone.time(s.last_commit, true) + " " + zone.label() : ""),
        fact("newest event", s.newest_event ? zone.time(s.newest_event, true) : "none", zone.label()),
        fact("complete until", s.watermark ? zone.time(s.watermark, true) : "unknown", "the watermark, " + zone.label()),
        fact("unread", s.behind, s.behind_since ? "waiting for " + s.behind_since : ""),
        fact("late lines counted", f.count(s.late), "events of an hour that was closed already; they are in the numbers"),
        ...s.troubles.map((trouble) => h("div", { class: "trouble" }, h("dt", {}, trouble.what), h("dd", {}, trouble.why))),
      ),
    );
  }

  setInterval(paint, 1000);
  return {
    show(next) {
      status = next;
      seenAt = Date.now();
      unreachable = null;
      paint();
    },
    away(problem) {
      unreachable = problem;
      paint();
    },
    paint,
  };
}

function pill(mood, word, rest) {
  return h("p", { class: "pill " + mood }, h("strong", {}, word), " ", rest);
}

function fact(name, value, title) {
  return h("div", { title }, h("dt", {}, name), h("dd", {}, value));
}
