package io.tailwater.queries.api;

/** An answer that the time of asking changes by more than the range that {@code meta} tells. */
public interface TiedToNow {

  /** What that time settled; null for nothing. */
  Record settled();
}
