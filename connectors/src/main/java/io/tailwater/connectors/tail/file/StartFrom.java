package io.tailwater.connectors.tail.file;

/** Where to begin in files that are there at a source's very first start. */
public enum StartFrom {
  BEGINNING,
  END
}
