package io.tailwater.pipeline.parse;

import io.tailwater.connectors.lake.RejectedLine;

/** Takes the lines that are no events. */
@FunctionalInterface
public interface RejectSink {
  void reject(RejectedLine line);

  /** As {@link #reject(RejectedLine)}, with the parts that the line's detail is made of. */
  default void reject(RejectedLine line, Diagnosis why) {
    reject(line);
  }
}
