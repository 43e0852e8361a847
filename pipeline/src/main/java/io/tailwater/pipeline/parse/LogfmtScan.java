package io.tailwater.pipeline.parse;

import io.tailwater.pipeline.parse.FieldList.Kind;

/**
 * Cuts a line of {@code name=value} pairs with spaces between them. A value with spaces or quotes
 * stands in quotes, with escapes; a name alone says nothing.
 */
final class LogfmtScan implements FieldScan {
  private final FieldList fields;
  private final FieldNames names;
  private final Failure failure;
  private int end;

  LogfmtScan(FieldList fields, Failure failure) {
    this.fields = fields;
    this.names = fields.names();
    this.failure = failure;
  }

  @Override
  public boolean scan(byte[] b, int from, int to) {
    fields.start();
    int at = space(b, from, to);
    while (at < to) {
      int name = at;
      while (at < to && b[at] != '=' && b[at] != '"' && !isSpace(b[at])) {
        at++;
      }
      if (at < to && b[at] == '"' || at == name) {
        failure.words(RejectReason.NO_MATCH, "a name, with '=' behind it or a space", at, to);
        return false;
      }
      int node = names.child(FieldNames.ROOT, b, name, at);
      if (at == to || isSpace(b[at])) {
        fields.add(node, Kind.NULL, at, at);
      } else if (!value(b, node, name, at + 1, to)) {
        return false;
      } else {
        at = end;
      }
      at = space(b, at, to);
    }
    return true;
  }

  /** Takes the value that begins at {@code from}; false when its quote does not end. */
  private boolean value(byte[] b, int node, int name, int from, int to) {
    if (from < to && b[from] == '"') {
      int quote = ByteScan.closingQuote(b, from + 1, to);
      if (quote >= to || quote + 1 < to && !isSpace(b[quote + 1])) {
        String want = quote >= to ? "'\"' closing a value" : "a space after a value in quotes";
        failure.words(RejectReason.NO_MATCH, want, Math.min(quote + 1, to), to);
        return false;
      }
      boolean escaped = ByteScan.indexOf(b, from, quote, (byte) '\\') < quote;
      end = quote + 1;
      add(b, node, escaped ? Kind.ESCAPED : Kind.TEXT, name, from + 1, quote);
      return true;
    }
    end = from;
    while (end < to && !isSpace(b[end])) {
      end++;
    }
    add(b, node, Kind.TEXT, name, from, end);
    return true;
  }

  private void add(byte[] b, int node, Kind kind, int name, int from, int to) {
    if (node == FieldNames.OTHER) {
      fields.add(node, Kind.NESTED, name, end);
    } else {
      fields.addText(node, kind, b, from, to);
    }
  }

  private static int space(byte[] b, int from, int to) {
    int at = from;
    while (at < to && isSpace(b[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\t' || c == '\r';
  }
}
