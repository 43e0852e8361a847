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
    const troubled = status.commit_trouble || status.upkeep?.trouble || status.source_troubles.length;
    replace(
      holder,
      h("summary", {}, `${f.count(status.totals.logs)} logs, ${f.count(status.lines)} lines read: ${f.count(status.events)} events, ${f.count(status.rejects)} rejected, ${f.count(status.filtered)} filtered`, troubled ? h("strong", { class: "worse" }, " – needs a look") : null),
      h("h3", {}, "Tables"),
      table(status.tables, [
        ["table", (t) => t.table],
        ["rows", (t) => f.count(t.rows), "num"],
        ["files", (t) => f.count(t.files), "num"],
        ["size", (t) => f.bytes(t.bytes), "num"],
        ["a file", (t) => f.bytes(t.files ? t.bytes / t.files : 0), "num"],
        ["snapshots", (t) => f.count(t.snapshots), "num"],
      ], { label: "Tables" }),
      h("h3", {}, "Logs furthest behind, or busiest"),
      table(status.logs.slice(0, 12), [
        ["source", (l) => l.source],
        ["log", (l) => h("span", { title: l.log, class: "path" }, l.log)],
        ["unread", (l) => amount(l.bytes_behind, l.unit), "num"],
        ["last hour", (l) => amount(l.bytes_last_hour, l.unit), "num"],
        ["losses", (l) => f.count(l.losses), "num"],
        [`newest event (${zone.label()})`, (l) => zone.time(l.newest_event)],
      ], { label: "Logs" }),
    );
  }

  return { show, failed: panel.failed, paint() {} };
}

export const amount = (value, unit) => (unit === "records" ? f.count(value) + " records" : f.bytes(value));
