package io.tailwater.pipeline.parse;

/** What a number of a time or of a duration counts. */
enum Unit {
  /** Not said: a time is told by its looks and size, a duration counts seconds as nginx does. */
  UNSAID("", 9),
  SECONDS("s", 9),
  MILLIS("ms", 6),
  MICROS("us", 3),
  NANOS("ns", 0);

  private final String symbol;
  private final int nanosPower;

  Unit(String symbol, int nanosPower) {
    this.symbol = symbol;
    this.nanosPower = nanosPower;
  }

  /** As names of fields and the configuration spell it. */
  String symbol() {
    return symbol;
  }

  /** One of it is ten to the power of this many nanoseconds. */
  int nanosPower() {
    return nanosPower;
  }
}
