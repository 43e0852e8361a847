import { h, replace } from "../dom.js";
import * as f from "../format.js";
import * as zone from "../zone.js";

const WORDS = { good: "LIVE", late: "SLOW", bad: "STOPPED" };

/** An answer that is older says nothing of now: the page was hidden, or asleep. */
const PAUSED_AFTER_SECONDS = 45;

/**
 * How current the lake is, by the ages as they were answered: that the page has not asked since is
 * no fault of the job. Green up to twice the usual time between commits, amber up to ten
 * times, red beyond, and red when the job, the lake or the service is gone. A job that is well and
 * has nothing to commit is live.
 */
export function strip(element) {
  let status = null;
  let seenAt = 0;
  let unreachable = null;

  function paint() {
    if (!status) {
      replace(element, pill("late", "WAITING", unreachable ? unreachable.title : "for the first answer"));
      return;
    }
    const s = status;
    const since = (Date.now() - seenAt) / 1000;
    const [mood, word, rest] = unreachable
      ? away(unreachable, since)
      : s.problem
        ? ["bad", "LAKE AWAY", s.problem]
        : s.as_of
          ? ["late", "OLDER COMMIT", `of ${f.age(s.age_seconds)} ago`]
          : since > PAUSED_AFTER_SECONDS
            ? ["late", "PAUSED", `not asked for ${f.age(since)}`]
            : freshness(s);
    replace(
      element,
      pill(mood, word, rest),
      h(
        "dl",
        {},
        fact("commit", s.seq ? "№ " + s.seq : "none", s.last_commit ? zone.at(s.last_commit, true) : ""),
        fact("last commit", s.age_seconds === null ? "none" : f.age(s.age_seconds + since) + " ago", s.last_commit ? zone.at(s.last_commit, true) : ""),
        fact("newest event", s.newest_event ? zone.at(s.newest_event, true) : "none", "by the time in the line"),
        fact("complete until", s.watermark ? zone.at(s.watermark, true) : "unknown", "the watermark: no event before it is expected any more"),
        fact("unread", s.behind, s.behind_since ? "waiting for " + s.behind_since : "every log is read to its known end"),
        fact("rejected, last hour", s.rejected, "of the lines read in the last hour"),
        fact("late, counted", f.count(s.late), "events of an hour that was closed already; they are in the numbers"),
        s.troubles.map((trouble) => h("div", { class: "trouble" }, h("dt", {}, trouble.what), h("dd", {}, trouble.why))),
      ),
    );
  }

  // Ages grow without an answer; nothing is said aloud of it.
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

/** What is known of the job: its own sign of life, or the age of its commits. */
export function freshness(s) {
  if (s.job?.stopped) return ["bad", "STOPPED", `the ingest was stopped ${f.age(s.job.age_seconds)} ago`];
  const commit = s.age_seconds ?? Infinity;
  const seen = s.job?.age_seconds ?? Infinity;
  const usual = Math.max(1, s.job?.interval_seconds ?? s.commit_interval_seconds ?? 10);
  const age = Math.min(commit, seen);
  if (age === Infinity) return ["late", "WAITING", "no commit yet"];
  const mood = age <= 2 * usual ? "good" : age <= 10 * usual ? "late" : "bad";
  if (mood === "good") return [mood, WORDS[mood], commit > 2 * usual ? `nothing new for ${f.age(commit)}` : `${f.age(commit)} behind`];
  return [mood, WORDS[mood], `no sign of the ingest for ${f.age(age)}, usually every ${f.age(usual)}`];
}

/** Who refuses is not away: the session may have ended, or an old cut be gone. */
function away(problem, since) {
  return problem.status >= 400 && problem.status < 500 ? ["bad", "REFUSED", problem.title] : ["bad", "SERVICE AWAY", `for ${f.age(since)}, numbers are of before`];
}

function pill(mood, word, rest) {
  return h("p", { class: "pill " + mood }, h("strong", {}, word), " ", rest);
}

function fact(name, value, title) {
  return h("div", { title }, h("dt", {}, name), h("dd", {}, value));
}
