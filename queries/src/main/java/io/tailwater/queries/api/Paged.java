package io.tailwater.queries.api;

/** An answer that may go on. */
public interface Paged {

  /** What {@code cursor} must say for the next page; null where there is none. */
  String nextCursor();
}
