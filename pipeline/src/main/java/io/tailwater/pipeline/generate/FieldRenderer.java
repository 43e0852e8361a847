package io.tailwater.pipeline.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes requests as fields with a separator between them. A field that the request has no value
 * for is left out, or empty in a row, which has all of its columns.
 */
final class FieldRenderer implements Renderer {
  private final byte[] open;
  private final byte[] separator;
  private final byte[] close;
  private final byte[] header;
  private final List<Piece> pieces;
  private final ValueText text = new ValueText();

  /** A value and the text around it. */
  private record Piece(byte[] before, Value value, byte[] after) {}

  private FieldRenderer(Builder from, byte[] header) {
    open = Client.ascii(from.open);
    separator = Client.ascii(from.separator);
    close = Client.ascii(from.close);
    pieces = List.copyOf(from.pieces);
    this.header = header;
  }

  /** What lines look like. */
  static final class Builder {
    private final String open;
    private final String separator;
    private final String close;
    private final List<Piece> pieces = new ArrayList<>();

    Builder(String open, String separator, String close) {
      this.open = open;
      this.separator = separator;
      this.close = close;
    }

    /** Adds a field; the user agent is always between quotes. */
    Builder add(String before, Value value, String after) {
      pieces.add(new Piece(Client.ascii(before), value, Client.ascii(after)));
      return this;
    }

    FieldRenderer build() {
      return new FieldRenderer(this, null);
    }

    /** Rows: what the first says, the others have, if only as nothing. */
    FieldRenderer buildRows(String header) {
      return new FieldRenderer(this, Client.ascii(header));
    }
  }

  @Override
  public List<Defect> defects() {
    return List.of(Defect.values());
  }

  @Override
  public void header(LineBytes out) {
    if (header != null) {
      out.put(header);
      out.put('\n');
    }
  }

  @Override
  public void render(Request request, LineBytes out) {
    if (request.defect == Defect.STRAY) {
      out.put(Defect.stray(request));
    } else {
      fields(request, out);
    }
    out.put('\n');
  }

  /**
   * Writes the fields alone. One that is cut ends within the user agent: its quote is then open in
   * every format, also in those that could do with fewer fields.
   */
  void fields(Request request, LineBytes out) {
    out.put(open);
    boolean first = true;
    for (Piece piece : pieces) {
      int field = out.length();
      if (!first) {
        out.put(separator);
      }
      int before = out.length();
      out.put(piece.before);
      int value = out.length();
      if (!text.put(piece.value, request, out)) {
        out.truncate(header == null ? field : before);
        first &= header == null;
        continue;
      }
      if (request.defect == Defect.CUT && piece.value == Value.USER_AGENT) {
        out.truncate(value + (int) (request.defectPlace * (out.length() - value)));
        return;
      }
      out.put(piece.after);
      first = false;
    }
    out.put(close);
  }
}
