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

  /** The unit behind a number, as in {@code 12ms} or {@code 12µs}; UNSAID where there is none. */
  static Unit ending(byte[] b, int from, int to) {
    if (to - from < 2 || b[to - 1] != 's') {
      return UNSAID;
    }
    return switch (b[to - 2]) {
      case 'm' -> MILLIS;
      case 'u' -> MICROS;
      case 'n' -> NANOS;
      default -> isMu(b, to - 3, from) ? MICROS : SECONDS;
    };
  }

  /** There are two characters that look like µ. */
  private static boolean isMu(byte[] b, int at, int from) {
    int two = at < from ? 0 : (b[at] & 0xFF) << 8 | b[at + 1] & 0xFF;
    return two == 0xC2B5 || two == 0xCEBC;
  }

  /** How many bytes the unit takes that ends at {@code to}. */
  int length(byte[] b, int to) {
    if (this == SECONDS) {
      return 1;
    }
    return this == MICROS && b[to - 2] < 0 ? 3 : 2;
  }
}
