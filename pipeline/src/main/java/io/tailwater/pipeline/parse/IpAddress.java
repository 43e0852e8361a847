package io.tailwater.pipeline.parse;

/**
 * Reads an IPv4 or IPv6 address, also one with a port or in brackets, into 128 bits; IPv4 is mapped
 * into {@code ::ffff:0:0/96}. Reused; not thread-safe.
 */
final class IpAddress {
  private static final long MAPPED = 0xFFFF_0000_0000L;

  private final int[] groups = new int[8];
  private long high;
  private long low;
  private int textFrom;
  private int textTo;

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  boolean isIpv4() {
    return high == 0 && low >>> 32 == 0xFFFF;
  }

  /** The address alone, without brackets, port or zone. */
  int textFrom() {
    return textFrom;
  }

  int textTo() {
    return textTo;
  }

  /** Reads the slice; false when it is no address. */
  boolean read(byte[] b, int from, int to) {
    textFrom = from;
    textTo = to;
    if (from == to) {
      return false;
    }
    if (b[from] == '[') {
      int close = ByteScan.indexOf(b, from, to, (byte) ']');
      textFrom = from + 1;
      textTo = close;
      return close < to
          && (close + 1 == to || isPort(b, close + 1, to))
          && ipv6(b, from + 1, close);
    }
    int colon = ByteScan.indexOf(b, from, to, (byte) ':');
    if (colon == to) {
      return ipv4(b, from, to);
    }
    if (ByteScan.indexOf(b, colon + 1, to, (byte) ':') < to) {
      textTo = ByteScan.indexOf(b, from, to, (byte) '%');
      return ipv6(b, from, textTo);
    }
    textTo = colon;
    return isPort(b, colon, to) && ipv4(b, from, colon);
  }

  private static boolean isPort(byte[] b, int from, int to) {
    if (b[from] != ':' || to - from < 2 || to - from > 6) {
      return false;
    }
    for (int i = from + 1; i < to; i++) {
      if (b[i] < '0' || b[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private boolean ipv4(byte[] b, int from, int to) {
    long value = quad(b, from, to);
    high = 0;
    low = MAPPED | (value & 0xFFFF_FFFFL);
    return value >>> 32 == 0;
  }

  /** The dotted quad's 32 bits; a higher bit is set when it is none. */
  private static long quad(byte[] b, int from, int to) {
    long none = 1L << 32;
    long value = 0;
    int at = from;
    for (int part = 0; part < 4; part++) {
      int digits = 0;
      int octet = 0;
      while (at < to && b[at] >= '0' && b[at] <= '9' && digits < 4) {
        octet = octet * 10 + b[at++] - '0';
        digits++;
      }
      boolean dot = at < to && b[at] == '.';
      if (digits == 0 || digits > 3 || octet > 255 || (part < 3) != dot) {
        return none;
      }
      value = value << 8 | octet;
      at++;
    }
    return at == to + 1 ? value : none;
  }

  private boolean ipv6(byte[] b, int from, int to) {
    int count = 0;
    int gap = 8;
    int at = from;
    if (at + 1 < to && b[at] == ':' && b[at + 1] == ':') {
      gap = 0;
      at += 2;
    }
    while (at < to) {
      int end = ByteScan.indexOf(b, at, to, (byte) ':');
      if (end == to && ByteScan.indexOf(b, at, to, (byte) '.') < to) {
        long quad = quad(b, at, to);
        if (count > 6 || quad >>> 32 != 0) {
          return false;
        }
        groups[count++] = (int) (quad >>> 16);
        groups[count++] = (int) (quad & 0xFFFF);
        at = to;
        break;
      }
      if (count == 8 || !group(b, at, end, count)) {
        return false;
      }
      count++;
      at = end;
      if (at < to && ++at == to) {
        return false;
      }
      if (at < to && b[at] == ':') {
        if (gap < 8) {
          return false;
        }
        gap = count;
        at++;
      }
    }
    return fill(count, gap);
  }

  private boolean group(byte[] b, int from, int to, int index) {
    if (to == from || to - from > 4) {
      return false;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(b[i], 16);
      if (digit < 0) {
        return false;
      }
      value = value << 4 | digit;
    }
    groups[index] = value;
    return true;
  }

  private boolean fill(int count, int gap) {
    boolean compressed = gap < 8;
    if (compressed ? count > 7 : count != 8) {
      return false;
    }
    high = 0;
    low = 0;
    for (int i = 0; i < 8; i++) {
      int after = i - (8 - count);
      long group = i < gap ? groups[i] : after >= gap ? groups[after] : 0;
      if (i < 4) {
        high = high << 16 | group;
      } else {
        low = low << 16 | group;
      }
    }
    return true;
  }
}
