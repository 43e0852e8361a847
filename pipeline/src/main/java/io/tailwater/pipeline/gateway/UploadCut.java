package io.tailwater.pipeline.gateway;

import io.tailwater.connectors.tail.TailSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Cuts an upload into records, some at a time, so that it takes as much memory as they do. */
final class UploadCut {
  /** About what one takes at once, bytes: what is read, and two lots of records. */
  static final int MEMORY = 8 << 20;

  private static final int CHUNK = 1 << 20;

  /** A row of CSV takes more as JSON, never less than half. */
  private static final int LONGEST = 4 * TailSpec.DEFAULT_MAX_LINE_BYTES;

  private final InputStream in;
  private final CsvCut csv;
  private byte[] buffer = new byte[CHUNK];
  private int length;
  private boolean ended;
  private int line = 1;
  private int index;

  /**
   * @param csv what reads rows; null for NDJSON
   */
  UploadCut(InputStream in, CsvCut csv) {
    this.in = in;
    this.csv = csv;
  }

  /** How many records there were so far, bad ones too. */
  int count() {
    return index;
  }

  /**
   * The next records; empty at the end.
   *
   * @param bad takes rows that are none
   */
  Optional<Records> next(BadRecords bad) throws IOException {
    int end = fill();
    if (end == 0) {
      return Optional.empty();
    }
    Records records = new Records(end, index);
    if (csv == null) {
      BodyCut.lines(buffer, end, line, records);
    } else {
      end = csv.rows(buffer, end, line, records, bad);
    }
    index = records.next();
    for (int i = 0; i < end; i++) {
      line += buffer[i] == '\n' ? 1 : 0;
    }
    System.arraycopy(buffer, end, buffer, 0, length - end);
    length -= end;
    return Optional.of(records);
  }

  /** Reads until there are whole lines; returns the end of the last of them. */
  private int fill() throws IOException {
    while (true) {
      while (!ended && length < buffer.length) {
        int read = in.read(buffer, length, buffer.length - length);
        ended = read < 0;
        length += Math.max(0, read);
      }
      int end = ended ? length : endOfLines();
      if (end > 0 || ended) {
        return end;
      }
      if (buffer.length >= LONGEST) {
        BadRecords bad = new BadRecords();
        bad.add(
            RecordCheck.tooLong(
                index, line, TailSpec.DEFAULT_MAX_LINE_BYTES, "one of more than " + length));
        bad.refuse(index + 1);
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
  }

  private int endOfLines() {
    boolean quoted = false;
    int end = 0;
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '"') {
        quoted = csv != null && !quoted;
      } else if (buffer[i] == '\n' && !quoted) {
        end = i + 1;
      }
    }
    return end;
  }
}
