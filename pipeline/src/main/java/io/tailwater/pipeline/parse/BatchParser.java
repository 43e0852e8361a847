package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.stream.LineBatch;
import java.time.Clock;
import java.util.Arrays;

/**
 * Turns batches of lines into columns of events, and what is no event into rejects.
 *
 * <p>Blank lines, headers and empty lists are filtered; a carriage return before the line feed is
 * no part of the line. No line ever stops a batch. Not thread-safe; columns and tally are
 * overwritten by the next batch.
 */
public final class BatchParser {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final ParseOptions options;
  private final EndpointNames names;
  private final Clock clock;
  private final ParseTally tally = new ParseTally();
  private final TextDecoder decoder = new TextDecoder();
  private final Failure failure = new Failure();
  private final Confidence confidence = new Confidence();
  private EventColumns columns;
  private RowText text;
  private RowFacts facts;
  private RowValues values;
  private LineReader reader;
  private boolean ordinary;

  /**
   * A parser for one source.
   *
   * @param options how the source's lines become events
   * @param names the endpoint names of the task, shared with the parsers of its other sources
   * @param clock tells which event times lie in the future
   */
  public BatchParser(ParseOptions options, EndpointNames names, Clock clock) {
    this.options = options;
    this.names = names;
    this.clock = clock;
  }

  /**
   * Fills the columns anew with the batch's events, in the order of its lines. It is cheapest to
   * hand in the same columns every time.
   *
   * @return what became of the batch's lines, valid until the next call
   */
  public ParseTally parse(LineBatch batch, EventColumns into, RejectSink rejects) {
    bind(into);
    into.start(batch.source(), batch.stream(), batch.bytes());
    decoder.reset();
    tally.start(batch.fromOffset(), batch.toOffset());
    reader.turnTo(batch.firstLine());
    values.believeUpTo(Math.addExact(clock.millis(), options.maxFuture().toMillis()) * 1000);
    switch (batch.kind()) {
      case LINES -> {
        if (batch.ends() == null) {
          lines(batch, rejects);
        } else {
          records(batch, rejects);
        }
      }
      case TOO_LONG -> tooLong(batch, rejects);
      case SKIPPED, LOST -> {
        return tally;
      }
    }
    tally.overflow(facts.endpointOverflow(), facts.valueOverflow() + reader.overflow());
    return tally;
  }

  /** Dictionary numbers belong to one set of columns, so what remembers them does too. */
  private void bind(EventColumns into) {
    if (into == columns) {
      return;
    }
    columns = into;
    text = new RowText(decoder, into.attributes);
    facts = new RowFacts(options, names, into, text);
    EventTime time = new EventTime(options.timezone());
    values = new RowValues(into, text, time, facts, failure);
    RowParts parts = new RowParts(into, text, decoder, values, facts, failure);
    reader = reader(parts);
    ordinary = reader.hasOrdinary();
  }

  private LineReader reader(RowParts parts) {
    if (options.format() instanceof LogFormat format) {
      return new LineParser(format, parts);
    }
    FieldFormat format = (FieldFormat) options.format();
    if (format.csv() != null && format.csv().headed()) {
      return new HeadedReader(format, parts);
    }
    return format.kind() == FieldFormat.Kind.OTLP_JSON
        ? new OtlpReader(format, parts)
        : new FieldReader(format, parts);
  }

  private void lines(LineBatch batch, RejectSink rejects) {
    byte[] b = batch.bytes();
    int to = batch.length();
    int at = 0;
    while (at < to) {
      int next = ordinary(b, at, to, batch.fromOffset() + at, false);
      if (next == OrdinaryLines.NONE) {
        int known = at == 0 ? at : reader.ahead(b, at, to, false);
        if (known > at) {
          line(batch, batch.fromOffset() + at, at, known, true, rejects);
          next = known < to && b[known] == '\r' ? known + 1 : known;
        } else {
          next = anyLine(batch, at, to, rejects);
        }
      }
      at = next + 1;
    }
  }

  /** Reads a line whatever it is; answers where it ends. */
  private int anyLine(LineBatch batch, int at, int to, RejectSink rejects) {
    byte[] b = batch.bytes();
    long packed = ByteScan.line(b, at, to);
    int next = (int) (packed >>> 1);
    boolean plain = (packed & 1) == 0;
    int end = next > at && b[next - 1] == '\r' ? next - 1 : next;
    int from = at;
    if (batch.fromOffset() == 0 && at == 0 && ByteScan.matches(b, 0, end, BYTE_ORDER_MARK)) {
      from = BYTE_ORDER_MARK.length;
    }
    if (isBlank(b, from, end)) {
      tally.filter();
    } else {
      line(batch, batch.fromOffset() + at, from, end, plain, rejects);
    }
    return next;
  }

  /**
   * Reads an ordinary line, which is an event; answers where it ends, or NONE for another one.
   *
   * @param whole true when the line ends at {@code limit}, a line feed before or not
   */
  private int ordinary(byte[] b, int from, int limit, long offset, boolean whole) {
    if (!ordinary || !confidence.isEnough()) {
      return OrdinaryLines.NONE;
    }
    int row = columns.addRow(0, offset);
    int next = reader.readOrdinary(b, from, limit, row);
    if (next == OrdinaryLines.NONE || whole && next != limit) {
      columns.dropRow();
      confidence.failed();
      return OrdinaryLines.NONE;
    }
    confidence.succeeded();
    facts.finish();
    if (options.keepRaw()) {
      int end = b[next - 1] == '\r' ? next - 1 : next;
      text.setAsWritten(columns.raw, b, from, end, true);
    }
    tally.event(columns.tsMicros(row));
    return next;
  }

  /** Each record is one line, whatever is in it; a line break that ends it is no part of it. */
  private void records(LineBatch batch, RejectSink rejects) {
    byte[] b = batch.bytes();
    int from = 0;
    for (int i = 0; i < batch.ends().length; i++) {
      int next = batch.ends()[i];
      int end = next > from && b[next - 1] == '\n' ? next - 1 : next;
      end = end > from && b[end - 1] == '\r' ? end - 1 : end;
      if (isBlank(b, from, end)) {
        tally.filter();
      } else {
        record(batch, batch.offsets()[i], from, end, rejects);
      }
      from = next;
    }
  }

  private void record(LineBatch batch, long offset, int from, int end, RejectSink rejects) {
    byte[] b = batch.bytes();
    if (b[end - 1] != '\r') {
      if (ordinary(b, from, end, offset, true) != OrdinaryLines.NONE) {
        return;
      }
      if (reader.ahead(b, from, end, true) == end) {
        line(batch, offset, from, end, true, rejects);
        return;
      }
    }
    long packed = ByteScan.line(b, from, end);
    boolean plain = (packed & 1) == 0 && (int) (packed >>> 1) == end;
    line(batch, offset, from, end, plain, rejects);
  }

  private static boolean isBlank(byte[] b, int from, int to) {
    int at = from;
    while (at < to && (b[at] == ' ' || b[at] == '\t' || b[at] == '\r')) {
      at++;
    }
    return at == to;
  }

  private void line(
      LineBatch batch, long start, int from, int to, boolean plain, RejectSink rejects) {
    do {
      event(batch, start, from, to, plain, rejects);
    } while (reader.next());
  }

  private void event(
      LineBatch batch, long start, int from, int to, boolean plain, RejectSink rejects) {
    byte[] b = batch.bytes();
    int row = columns.addRow(0, start);
    facts.start();
    failure.start(b, from);
    boolean read = reader.read(b, from, to, plain, row);
    int begin = reader.begin(from);
    // The events of one line are told apart by their places in it, where offsets are bytes; the
    // first byte counts, that of a byte order mark too. Those of a record have all its offset.
    boolean isRecord = batch.ends() != null;
    long offset = isRecord || begin == from ? start : batch.fromOffset() + begin;
    if (!read) {
      columns.dropRow();
      if (reader.isEmpty(b, from, to)) {
        tally.filter();
      } else {
        Integer part = isRecord && reader.isPart() ? (Integer) reader.part() : null;
        LineReader.Kept kept = reader.kept(b, begin, reader.end(to), options.rejectRawLimit());
        Diagnosis why = failure.describe().after(kept.before());
        reject(batch, offset, part, why, kept.raw(), rejects);
      }
      return;
    }
    facts.finish();
    columns.setOffset(row, offset);
    if (isRecord && reader.isPart()) {
      columns.part.set(row, reader.part());
    }
    if (options.keepRaw()) {
      text.setAsWritten(columns.raw, b, begin, reader.end(to), plain);
    }
    tally.event(columns.tsMicros(row));
  }

  private void tooLong(LineBatch batch, RejectSink rejects) {
    long bytes = batch.toOffset() - batch.fromOffset();
    Diagnosis why =
        new Diagnosis(
            RejectReason.TOO_LONG, 1, "a line within the limit", "one of " + bytes + " bytes");
    int kept = Math.min(batch.length(), options.rejectRawLimit());
    byte[] raw = Arrays.copyOf(batch.bytes(), kept);
    reject(batch, batch.fromOffset(), null, why, raw, rejects);
  }

  private void reject(
      LineBatch batch, long offset, Integer part, Diagnosis why, byte[] raw, RejectSink rejects) {
    tally.reject();
    RejectedLine line =
        new RejectedLine(
            batch.readAtMillis() * 1000,
            batch.source(),
            batch.stream(),
            offset,
            part,
            why.reason().word(),
            why.text(),
            raw);
    rejects.reject(line, why);
  }
}
