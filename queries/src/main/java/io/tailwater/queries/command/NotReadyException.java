package io.tailwater.queries.command;

import io.tailwater.connectors.lake.LakeLocation;

/** There is nothing to read yet; the message says what to do. */
final class NotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotReadyException(LakeLocation location) {
    super(
        "there is no lake at "
            + location.warehouse()
            + " yet; start 'tailwater run' or 'tailwater ingest', or name another with --set"
            + " lake.warehouse=DIR");
  }
}
