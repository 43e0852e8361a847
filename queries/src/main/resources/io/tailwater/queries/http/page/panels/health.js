import { h, replace } from "../dom.js";
import * as f from "../format.js";
import { frame, table } from "../frame.js";
import * as zone from "../zone.js";

/** The pipeline and the tables; closed until somebody wants to know. */
export function health(element) {
  const panel = frame(element, "Pipeline and tables");
  const holder = h("details", { class: "health" });

  function show(status) {
    if (!holder.isConnected) panel.show(holder);
    else panel.show();
    const troubled = status.commit_trouble || status.upkeep.trouble || status.source_troubles.length || status.upkeep.slows_commits;
    replace(
      holder,
      h(
        "summary",
        {},
        `${f.count(status.totals.logs)} ${status.totals.logs === 1 ? "log" : "logs"}, ${f.count(status.lines)} lines = ${f.count(status.events)} events + ${f.count(status.rejects)} rejected + ${f.count(status.filtered)} filtered`,
        troubled ? h("strong", { class: "worse" }, " – needs a look") : null,
      ),
      h("h3", {}, "Job"),
      h("dl", { class: "facts" }, facts(status).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
      h("h3", {}, "Tables"),
      tables(status),
      h("h3", {}, status.logs_left_out ? `The ${status.logs.length} logs furthest behind or busiest, of ${f.count(status.totals.logs)}` : "Logs"),
      logs(status),
      status.losses.length ? [h("h3", {}, "Losses, newest first"), losses(status)] : null,
    );
  }

  return { show, failed: panel.failed, paint() {} };
}

function facts(status) {
  const { job, upkeep } = status;
  return [
    ["pipeline", status.pipeline],
    ["job", job ? `${job.stopped ? "stopped" : "seen"} ${f.age(job.age_seconds)} ago` : "no sign known"],
    ["commits", status.commit_interval_seconds === null ? "fewer than two" : `usually every ${f.age(status.commit_interval_seconds)}`],
    ["upkeep", upkeep.trouble ? `fails since ${zone.time(upkeep.trouble.since)}: ${upkeep.trouble.reason}` : upkeep.files_over ? `${f.count(upkeep.files_over)} files over${upkeep.slows_commits ? ", commits are made more rarely" : ""}` : "nothing to do"],
    ...status.backlog.map((one) => [one.source, `in ${speed(one.in_per_second, one.unit)}, out ${speed(one.out_per_second, one.unit)}${one.behind ? `, ${amount(one.behind, one.unit)} behind, ${one.seconds_to_catch_up === null ? "never caught up" : "caught up in " + f.age(one.seconds_to_catch_up)}` : ""}`]),
  ];
}

const speed = (value, unit) => (value === null ? "unknown" : unit === "records" ? f.short(value) + " records/s" : f.bytes(value) + "/s");

function tables(status) {
  return table(status.tables, [
    ["table", (t) => t.table],
    ["rows", (t) => f.count(t.rows), "num"],
    ["files", (t) => f.count(t.files), "num"],
    ["size", (t) => f.bytes(t.bytes), "num"],
    ["a file", (t) => f.bytes(t.files ? t.bytes / t.files : 0), "num"],
    ["most files of a day", (t) => f.count(t.most_files_per_day), "num"],
    ["snapshots", (t) => f.count(t.snapshots), "num"],
  ], { label: "Tables" });
}

function logs(status) {
  return table(status.logs.slice(0, 12), [
    ["source", (l) => l.source],
    ["log", (l) => h("span", { title: l.log, class: "path" }, l.log)],
    ["unread", (l) => amount(l.bytes_behind, l.unit), "num"],
    ["last hour", (l) => amount(l.bytes_last_hour, l.unit), "num"],
    ["losses", (l) => f.count(l.losses), "num"],
    [`newest event (${zone.label()})`, (l) => zone.time(l.newest_event)],
  ], { label: "Logs" });
}

function losses(status) {
  return table(status.losses, [
    [`time (${zone.label()})`, (l) => zone.time(l.committed_at, true)],
    ["source", (l) => l.source],
    ["lost", (l) => amount(l.lost, l.unit), "num"],
    ["why", (l) => l.reason],
  ], { label: "Losses" });
}

export const amount = (value, unit) => (unit === "records" ? f.count(value) + " records" : f.bytes(value));
