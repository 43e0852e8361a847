package io.tailwater.pipeline.parse;

import io.tailwater.connectors.lake.RejectedLine;

/** Takes the lines that are no events. */
@FunctionalInterface
public interface RejectSink {
  void reject(RejectedLine line);
}
