package io.tailwater.queries.command;

import io.tailwater.connectors.lake.Printable;
import io.tailwater.connectors.lake.TableShape;
import io.tailwater.connectors.lake.Trouble;
import io.tailwater.queries.Text;
import io.tailwater.queries.api.LakeStatus;
import io.tailwater.queries.api.LogTotals;
import io.tailwater.queries.api.LossRecord;
import io.tailwater.queries.api.RejectRate;
import io.tailwater.queries.api.SourceBacklog;
import io.tailwater.queries.api.SourceTrouble;
import io.tailwater.queries.rows.Rows;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A status for people: the facts, the busiest logs, the newest losses, the tables. */
final class StatusText {
  private static final int LOSSES_SHOWN = 10;

  private StatusText() {}

  static void write(LakeStatus status, PrintWriter out) {
    RowWriter.write(facts(status), OutputFormat.table, out);
    out.println();
    LogTable.write(status, out);
    if (!status.losses().isEmpty()) {
      out.println();
      writeLosses(status, out);
    }
    out.println();
    RowWriter.write(StatusRows.tables(status), OutputFormat.table, out);
  }

  private static Rows facts(LakeStatus status) {
    LogTotals logs = status.totals();
    List<List<Object>> rows = new ArrayList<>();
    fact(rows, "last commit", status.lastCommit() + ", " + Text.age(status.ageSeconds()) + " ago");
    if (status.job() != null) {
      fact(rows, "job", job(status.job()));
    }
    if (status.commitTrouble() != null) {
      trouble(rows, "commits fail", status.commitTrouble());
    }
    for (SourceTrouble source : status.sourceTroubles()) {
      String what = "source " + source.source() + " fails";
      trouble(rows, what, new Trouble(source.since(), source.at(), source.reason()));
    }
    fact(rows, "watermark", known(status.watermark()));
    fact(rows, "newest event", known(status.newestEvent()));
    fact(
        rows,
        "lines",
        Text.count(status.lines())
            + " = "
            + Text.count(status.events())
            + " events + "
            + Text.count(status.rejects())
            + " rejects + "
            + Text.count(status.filtered())
            + " filtered");
    status.rejectRates().stream()
        .filter(RejectRate::high)
        .forEach(rate -> fact(rows, "many rejects", rejects(rate)));
    if (status.replayed() > 0) {
      fact(rows, "replayed", counted(status.replayed(), "reject") + " since");
    }
    fact(rows, "late", counted(status.lateRows(), "event"));
    fact(
        rows,
        "logs",
        counted(logs.logs(), "log")
            + ", "
            + counted(logs.generations(), "generation")
            + ", "
            + counted(logs.truncations(), "truncation"));
    fact(rows, "behind", behind(logs));
    status.backlog().forEach(source -> fact(rows, "", rates(source)));
    if (logs.bytesInflated() > 0) {
      fact(rows, "unpacked", Text.bytes(logs.bytesInflated()) + " of archives");
    }
    fact(rows, "lost", lost(status));
    fact(rows, "upkeep", upkeep(status.upkeep()));
    if (status.upkeep().trouble() != null) {
      trouble(rows, "upkeep fails", status.upkeep().trouble());
    }
    return new Rows(List.of("pipeline", status.pipeline()), rows);
  }

  private static String job(LakeStatus.Job job) {
    return (job.stopped() ? "stopped, " : "seen ") + Text.age(job.ageSeconds()) + " ago";
  }

  private static String behind(LogTotals logs) {
    return logs.bytesBehind() == 0
        ? "nothing: every log is read to its known end"
        : Text.amounts(logs.bytesBehind(), logs.recordsBehind())
            + ", unread for "
            + Text.age(logs.oldestUnreadAgeSeconds());
  }

  private static String rates(SourceBacklog source) {
    String rates =
        source.source()
            + ": in "
            + Text.rate(source.inPerSecond(), source.unit())
            + ", out "
            + Text.rate(source.outPerSecond(), source.unit());
    if (source.behind() == 0 || source.inPerSecond() == null) {
      return rates;
    }
    return rates
        + (source.secondsToCatchUp() == null
            ? ", which never catches up"
            : ", caught up in " + Text.age(source.secondsToCatchUp()));
  }

  private static String rejects(RejectRate rate) {
    return rate.source()
        + ": "
        + Text.percent(rate.ratio())
        + " of "
        + counted(rate.lines(), "line")
        + " of the last hour; see rejects list";
  }

  private static String lost(LakeStatus status) {
    LogTotals logs = status.totals();
    if (logs.losses() == 0) {
      return "nothing";
    }
    return Text.amounts(logs.lostBytes(), logs.lostRecords())
        + " in "
        + counted(logs.losses(), "loss", "losses")
        + ", "
        + Text.count(logs.lossesOfUnknownSize())
        + " of unknown size; "
        + Text.count(status.lossesLastDay().records())
        + " in the last 24 h";
  }

  private static String upkeep(LakeStatus.UpkeepState upkeep) {
    if (upkeep.filesOver() == 0) {
      return "keeps up: no day has more than " + TableShape.FILES_A_DAY + " files of a table";
    }
    return "behind: "
        + counted(upkeep.filesOver(), "file")
        + " more than the "
        + TableShape.FILES_A_DAY
        + " a day and table that there should be"
        + (upkeep.slowsCommits() ? "; commits are slowed" : "");
  }

  private static void writeLosses(LakeStatus status, PrintWriter out) {
    List<LossRecord> newest = status.losses().stream().limit(LOSSES_SHOWN).toList();
    long older = status.totals().losses() - newest.size();
    out.println(older == 0 ? "losses" : "losses, the newest; " + Text.count(older) + " are older");
    for (LossRecord loss : newest) {
      out.println(
          "  "
              + loss.committedAt().truncatedTo(ChronoUnit.SECONDS)
              + "  "
              + Printable.line(LogTable.shortened(loss.log()))
              + ", "
              + Text.amount(loss.lost(), loss.unit())
              + (loss.unknown() ? " known, maybe more" : "")
              + ", at offset "
              + loss.to());
      out.println("    " + Printable.line(loss.reason()));
    }
  }

  private static void trouble(List<List<Object>> rows, String what, Trouble trouble) {
    fact(rows, what, "since " + trouble.since() + ", last at " + trouble.at());
    fact(rows, "", trouble.reason());
  }

  private static void fact(List<List<Object>> rows, String name, String value) {
    rows.add(List.of(name, value));
  }

  private static String counted(long number, String what) {
    return counted(number, what, what + "s");
  }

  private static String counted(long number, String one, String many) {
    return Text.count(number) + " " + (number == 1 ? one : many);
  }

  private static String known(Instant time) {
    return time == null ? "unknown" : time.toString();
  }
}
