package io.tailwater.queries.command;

/** How data is written to stdout. Names are lower case: they are what users type. */
enum OutputFormat {
  table,
  json,
  ndjson,
  csv
}
