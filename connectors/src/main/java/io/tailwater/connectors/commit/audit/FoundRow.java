package io.tailwater.connectors.commit.audit;

/** What a row of the tables that is of a line says the line is. */
enum FoundRow {
  EVENT,
  REJECT,
  /** A reject that has become an event. */
  REPLAYED_REJECT
}
