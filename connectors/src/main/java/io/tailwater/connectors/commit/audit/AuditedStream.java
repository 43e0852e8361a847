package io.tailwater.connectors.commit.audit;

import java.util.Comparator;

/** A stream of a source, as the ledger and the rows of the tables name it. */
record AuditedStream(String source, String stream) implements Comparable<AuditedStream> {
  private static final Comparator<AuditedStream> ORDER =
      Comparator.comparing(AuditedStream::source).thenComparing(AuditedStream::stream);

  /** The stream of that name of another source. */
  AuditedStream of(String other) {
    return new AuditedStream(other, stream);
  }

  @Override
  public int compareTo(AuditedStream other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return source + ": " + stream;
  }
}
