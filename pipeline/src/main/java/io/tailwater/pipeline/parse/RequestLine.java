package io.tailwater.pipeline.parse;

/**
 * The parts of a request line, {@code METHOD SP target SP HTTP/x}, as ranges of its bytes.
 *
 * <p>The target is what stands between the method and the last {@code HTTP/}, so a target with
 * spaces in it is read too. HTTP/0.9's {@code GET /path} has no protocol.
 */
final class RequestLine {
  private static final byte[] HTTP = {'H', 'T', 'T', 'P', '/'};
  private static final byte[] SCHEME_END = {':', '/', '/'};
  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (char c = '!'; c < 127; c++) {
      TOKEN[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }
  }

  int methodEnd;
  int targetFrom;
  int targetTo;

  /** Start of the protocol; equal to the end of the line when there is none. */
  int protocolFrom;

  /** Splits the line; false when it is no request line. */
  boolean read(byte[] b, int from, int to) {
    int at = from;
    while (at < to && b[at] > 0 && TOKEN[b[at]]) {
      at++;
    }
    if (at == from || at == to || b[at] != ' ') {
      return false;
    }
    methodEnd = at;
    targetFrom = at + 1;
    protocolFrom = lastSpace(b, targetFrom, to) + 1;
    if (protocolFrom > targetFrom + 1
        && ByteScan.matches(b, protocolFrom, to, HTTP)
        && to - protocolFrom > HTTP.length) {
      targetTo = protocolFrom - 1;
      return true;
    }
    targetTo = to;
    boolean simple = protocolFrom == targetFrom && targetFrom < to && b[targetFrom] == '/';
    protocolFrom = to;
    return simple;
  }

  /** Index of the last space, or of the byte before {@code from}. */
  private static int lastSpace(byte[] b, int from, int to) {
    int at = to - 1;
    while (at >= from && b[at] != ' ') {
      at--;
    }
    return at;
  }

  /**
   * Where the authority of an absolute target starts, {@code host} in {@code http://host/path}; the
   * start of the target itself when it is not absolute.
   */
  static int authority(byte[] b, int from, int to) {
    int at = from;
    while (at < to && at < from + 10 && b[at] >= 'a' && b[at] <= 'z') {
      at++;
    }
    return at > from && ByteScan.matches(b, at, to, SCHEME_END) ? at + 3 : from;
  }

  static boolean isToken(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] <= 0 || !TOKEN[b[i]]) {
        return false;
      }
    }
    return to > from;
  }
}
