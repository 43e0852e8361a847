package io.tailwater.pipeline.gateway;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.pipeline.parse.BatchParser;
import io.tailwater.pipeline.parse.Diagnosis;
import io.tailwater.pipeline.parse.EndpointNames;
import io.tailwater.pipeline.parse.RejectReason;
import io.tailwater.pipeline.parse.RejectSink;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Holds records against the parser that the job has for their source: what passes becomes an event.
 * Not thread-safe.
 */
final class RecordCheck {
  /** A parser remembers words that it met; not for ever. */
  private static final long WORN_AFTER = 1_000_000;

  private static final int CHUNK_BYTES = 1 << 20;

  /** An endpoint beyond the most that there may be is no reason to refuse anything. */
  private static final int FEW_NAMES = 1;

  private final BatchParser parser;
  private final EventColumns columns = new EventColumns();
  private final Clock clock;
  private final RecordRules rules;
  private long checked;

  RecordCheck(RecordRules rules, Clock clock) {
    this.parser = new BatchParser(rules.options(), new EndpointNames(Map.of(), FEW_NAMES), clock);
    this.rules = rules;
    this.clock = clock;
  }

  RecordRules rules() {
    return rules;
  }

  /** Tells which records cannot become events. */
  void check(Records records, BadRecords bad) {
    checked += records.count();
    int from = 0;
    while (from < records.count()) {
      int to = from + 1;
      if (isTooLong(records, from)) {
        bad.add(
            tooLong(
                records.index(from),
                records.line(from),
                rules.longest(),
                "one of " + lengthOf(records, from)));
      } else {
        int most = records.from(from) + CHUNK_BYTES;
        while (to < records.count() && records.to(to) <= most && !isTooLong(records, to)) {
          to++;
        }
        parse(records, from, to, bad);
      }
      from = to;
    }
  }

  /** True when another one should take its place. */
  boolean isWorn() {
    return checked > WORN_AFTER;
  }

  private boolean isTooLong(Records records, int index) {
    return lengthOf(records, index) > rules.longest();
  }

  private static int lengthOf(Records records, int index) {
    return records.to(index) - records.from(index) - 1;
  }

  static BadRecord tooLong(int index, int line, int longest, String got) {
    return new BadRecord(
        index,
        line,
        RejectReason.TOO_LONG.word(),
        null,
        "a record of at most " + longest + " bytes",
        got);
  }

  private void parse(Records records, int from, int to, BadRecords bad) {
    int begin = records.from(from);
    byte[] bytes = Arrays.copyOfRange(records.bytes(), begin, records.to(to - 1));
    int[] ends = new int[to - from];
    for (int i = from; i < to; i++) {
      ends[i - from] = records.to(i) - begin;
    }
    LineBatch batch =
        new LineBatch(
            LineBatch.Kind.LINES,
            rules.options().source(),
            "gateway",
            from,
            to,
            to,
            bytes,
            bytes.length,
            LongStream.range(from, to).toArray(),
            ends,
            true,
            clock.millis(),
            0,
            null,
            null);
    parser.parse(batch, columns, new Rejects(records, bad));
  }

  private record Rejects(Records records, BadRecords bad) implements RejectSink {

    @Override
    public void reject(RejectedLine line) {
      throw new IllegalStateException("A reject of the parser says what it wants and got");
    }

    @Override
    public void reject(RejectedLine line, Diagnosis why) {
      int record = (int) line.offset();
      bad.add(
          new BadRecord(
              records.index(record),
              records.line(record),
              why.reason().word(),
              why.column(),
              why.want(),
              why.got()));
    }
  }
}
