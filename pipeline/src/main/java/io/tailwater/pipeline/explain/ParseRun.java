package io.tailwater.pipeline.explain;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.pipeline.parse.BatchParser;
import io.tailwater.pipeline.parse.Diagnosis;
import io.tailwater.pipeline.parse.EndpointNames;
import io.tailwater.pipeline.parse.LineFormat;
import io.tailwater.pipeline.parse.ParseOptions;
import io.tailwater.pipeline.parse.ParseTally;
import io.tailwater.pipeline.parse.RejectSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;

/** Parses an input as a job would: events go out as JSON lines, rejected lines are described. */
public final class ParseRun implements RejectSink {
  private static final int SHOWN_IN_SHORT = 5;
  private static final int ENDPOINTS = 1000;

  private final ParseOptions options;
  private final boolean explain;
  private final PrintWriter out;
  private final PrintWriter err;
  private final StringBuilder words = new StringBuilder();
  private LineBatch batch;
  private int seen;
  private int shown;
  private long line = 1;
  private long events;
  private long rejects;
  private long blank;
  private boolean mapped;
  private byte[] firstRejected;

  /**
   * A run.
   *
   * @param options how lines become events
   * @param explain true shows how the format cuts the first good line, and every rejected line
   *     whole; false names the first few rejected lines
   * @param out where events go
   * @param err where words go
   */
  public ParseRun(ParseOptions options, boolean explain, PrintWriter out, PrintWriter err) {
    this.options = options;
    this.explain = explain;
    this.out = out;
    this.err = err;
  }

  /**
   * Parses all of the input, or up to where {@code out} takes no more.
   *
   * @param stream what the input is called in the events
   */
  public ParseCounts run(InputStream in, String stream) throws IOException {
    BatchParser parser = parser(options);
    LineChunks chunks = new LineChunks(in, options.source(), stream);
    EventColumns columns = new EventColumns();
    EventJson json = new EventJson(options.format(), out);
    while ((batch = chunks.next()) != null && !out.checkError()) {
      seen = 0;
      ParseTally tally = parser.parse(batch, columns, this);
      map(columns);
      err.print(words);
      words.setLength(0);
      json.write(columns);
      json.flush();
      events += tally.events();
      rejects += tally.rejects();
      blank += tally.filtered();
      countLines(batch.kind() == LineBatch.Kind.LINES ? batch.length() : 0);
      line += batch.kind() == LineBatch.Kind.TOO_LONG ? 1 : 0;
    }
    if (events > 0) {
      out.println();
    }
    out.flush();
    summarise();
    return new ParseCounts(events, rejects, blank);
  }

  private void summarise() {
    if (events == 0 && firstRejected != null) {
      for (String name : LineFormat.names()) {
        if (fits(name)) {
          err.println("Hint: the first rejected line is in the format " + name);
        }
      }
    }
    if (!explain && rejects > SHOWN_IN_SHORT) {
      err.println("… and " + (rejects - SHOWN_IN_SHORT) + " more; --explain shows all");
    }
    err.println(new ParseCounts(events, rejects, blank).text());
    err.flush();
  }

  private boolean fits(String name) {
    LineFormat format = LineFormat.compile(name, Map.of(), Map.of(), null);
    ParseOptions other = ParseOptions.of(options.source(), null, format);
    BatchParser parser = parser(other);
    LineBatch line = LineChunks.lines(firstRejected);
    return parser.parse(line, new EventColumns(), reject -> {}).events() == 1;
  }

  private static BatchParser parser(ParseOptions options) {
    return new BatchParser(options, new EndpointNames(Map.of(), ENDPOINTS), Clock.systemUTC());
  }

  @Override
  public void reject(RejectedLine rejected) {
    throw new UnsupportedOperationException("A reject comes with its diagnosis");
  }

  @Override
  public void reject(RejectedLine rejected, Diagnosis why) {
    countLines((int) (rejected.offset() - batch.fromOffset()));
    if (firstRejected == null) {
      firstRejected = rejected.raw();
    }
    if (explain) {
      words.append(Explanation.reject(line, rejected.raw(), why)).append('\n');
    } else if (shown++ < SHOWN_IN_SHORT) {
      words.append("line " + line + ": " + why.reason().word() + ", " + why.text() + "\n");
    }
  }

  /** Moves on to the line that starts at {@code to}. */
  private void countLines(int to) {
    for (; seen < to; seen++) {
      if (batch.bytes()[seen] == '\n') {
        line++;
      }
    }
  }

  /** Shows the mapping of the first line that is an event. */
  private void map(EventColumns columns) {
    if (!explain || mapped || columns.rows() == 0) {
      return;
    }
    mapped = true;
    int from = (int) (columns.offset(0) - batch.fromOffset());
    while (from > 0 && batch.bytes()[from - 1] != '\n') {
      from--;
    }
    int to = from;
    while (to < batch.length() && batch.bytes()[to] != '\n') {
      to++;
    }
    byte[] first = Arrays.copyOfRange(batch.bytes(), from, to);
    err.println(Explanation.mapping(options.format(), first));
  }
}
