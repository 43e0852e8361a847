package io.tailwater.pipeline.command;

/** How data is written to stdout. Names are lower case: they are what users type. */
enum OutputFormat {
  table,
  json,
  ndjson,
  csv
}
