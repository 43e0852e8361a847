package io.tailwater.queries.http;

import io.tailwater.queries.Text;

/** A file that does not fit the disk. */
final class NoRoomException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoRoomException(long wanted, long free) {
    super(
        "A Parquet file of these rows may take "
            + Text.bytes(wanted)
            + " of temporary disk, of which "
            + Text.bytes(free)
            + " are free; a shorter range takes less, CSV and NDJSON take none");
  }
}
