package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.EventColumns;

/**
 * Fills method, path, query and protocol, from a whole request line or from variables of their own.
 *
 * <p>What is no request line, as the bytes of a TLS handshake on a plain port, leaves the four null
 * and is kept as the attribute {@code request}. A query string is dropped unless privacy keeps it.
 */
final class RequestColumns {
  private static final int METHODS = 64;
  private static final int PROTOCOLS = 32;
  private static final int MAX_PROTOCOL = 16;

  private final EventColumns columns;
  private final RowText text;
  private final boolean keepQuery;
  private final CappedColumn methods;
  private final CappedColumn protocols;
  private final RequestLine line = new RequestLine();
  private int authorityFrom;
  private int authorityTo;

  RequestColumns(EventColumns columns, RowText text, boolean keepQuery) {
    this.columns = columns;
    this.text = text;
    this.keepQuery = keepQuery;
    this.methods = new CappedColumn(columns.method, METHODS, "_OTHER");
    this.protocols = new CappedColumn(columns.protocol, PROTOCOLS, EndpointNames.OTHER);
  }

  void start() {
    authorityFrom = 0;
    authorityTo = 0;
  }

  /**
   * Reads a {@code $request}. The attribute of that key keeps one that is none, or whose method or
   * protocol is too strange.
   */
  void request(int from, int to, int key) {
    byte[] b = text.line();
    boolean whole = line.read(b, from, to);
    if (whole) {
      whole = setMethod(from, line.methodEnd);
      target(line.targetFrom, line.targetTo);
      if (line.protocolFrom < to) {
        whole &= setProtocol(line.protocolFrom, to);
      }
    }
    if (!whole) {
      urlAttribute(key, from, to);
    }
  }

  /** Reads a {@code $request_method}; the attribute of that key keeps one that is too strange. */
  void method(int from, int to, int key) {
    if (!setMethod(from, to)) {
      text.add(key, from, to);
    }
  }

  private boolean setMethod(int from, int to) {
    byte[] b = text.line();
    if (methods.setAgain(text.row(), b, from, to - from)
        || RequestLine.isToken(b, from, to) && methods.set(text.row(), b, from, to - from)) {
      return true;
    }
    methods.setOther(text.row());
    return false;
  }

  /** Sets the method when it was set lately; false when it was not. */
  boolean setKnownMethod(int row, byte[] b, int from, int length) {
    return methods.setShort(row, b, from, length);
  }

  /** Sets the protocol when it was set lately; false when it was not. */
  boolean setKnownProtocol(int row, byte[] b, int from, int length) {
    return protocols.setShort(row, b, from, length);
  }

  /** Reads a {@code $server_protocol}; the attribute of that key keeps one that is too strange. */
  void protocol(int from, int to, int key) {
    if (!setProtocol(from, to)) {
      text.add(key, from, to);
    }
  }

  private boolean setProtocol(int from, int to) {
    byte[] b = text.line();
    if (protocols.setAgain(text.row(), b, from, to - from)
        || to - from <= MAX_PROTOCOL
            && isProtocol(b, from, to)
            && protocols.set(text.row(), b, from, to - from)) {
      return true;
    }
    protocols.setOther(text.row());
    return false;
  }

  private static boolean isProtocol(byte[] b, int from, int to) {
    int slash = ByteScan.indexOf(b, from, to, (byte) '/');
    return RequestLine.isToken(b, from, slash)
        && (slash == to || RequestLine.isToken(b, slash + 1, to));
  }

  /** Reads a request target: a path, an absolute URL, or what a strange client sent. */
  void target(int from, int to) {
    byte[] b = text.line();
    int begin = from;
    if (b[from] != '/') {
      begin = RequestLine.authority(b, from, to);
      if (begin > from) {
        begin = pathOfAbsolute(b, begin, to);
      }
    }
    int mark = ByteScan.indexOf(b, begin, to, (byte) '?');
    text.set(columns.path, begin, mark);
    if (mark < to) {
      query(mark + 1, to);
    }
  }

  private int pathOfAbsolute(byte[] b, int from, int to) {
    int end = from;
    while (end < to && b[end] != '/' && b[end] != '?') {
      end++;
    }
    // Credentials before an @ are nobody's business.
    int at = ByteScan.indexOf(b, from, end, (byte) '@');
    authorityFrom = at < end ? at + 1 : from;
    authorityTo = end;
    return end;
  }

  /** Reads an {@code $args}. */
  void query(int from, int to) {
    if (keepQuery) {
      text.set(columns.query, from, to);
    }
  }

  /** Adds an attribute that may end with a query string. */
  void urlAttribute(int key, int from, int to) {
    text.add(key, from, keepQuery ? to : ByteScan.indexOf(text.line(), from, to, (byte) '?'));
  }

  /** Adds an attribute that is a query string. */
  void queryAttribute(int key, int from, int to) {
    if (keepQuery) {
      text.add(key, from, to);
    }
  }

  /** Takes the host of an absolute target where the line has no other. */
  void finish() {
    if (authorityTo > authorityFrom && columns.host.isNull(text.row())) {
      text.set(columns.host, authorityFrom, authorityTo);
    }
  }

  /** Events so far whose method or protocol was one too many. */
  long overflow() {
    return methods.overflow() + protocols.overflow();
  }
}
