package io.tailwater.connectors.commit.file;

import org.apache.iceberg.data.Record;

/**
 * What a row of {@code ledger} that is about an erasure or a replay says of a stream's progress:
 * nothing. To whoever only knows rows of progress it is an empty one at the start of the range that
 * it is about: it moves no stream and adds to no sum.
 */
final class EmptyProgress {
  private static final String[] COUNTS = {
    "lines", "events", "rejects", "filtered", "lost", "late", "bytes"
  };

  private EmptyProgress() {}

  /**
   * @param committedAtMicros time of the commit, epoch microseconds
   * @param fromOffset first position of the range
   */
  static void fill(
      Record record,
      long seq,
      long committedAtMicros,
      String source,
      String stream,
      long fromOffset) {
    record.setField("seq", seq);
    record.setField("committed_at", Times.ofMicros(committedAtMicros));
    record.setField("source", source);
    record.setField("stream", stream);
    record.setField("from_offset", fromOffset);
    record.setField("to_offset", fromOffset);
    record.setField("end_offset", fromOffset);
    for (String count : COUNTS) {
      record.setField(count, 0L);
    }
    record.setField("evidence", "{}");
  }
}
