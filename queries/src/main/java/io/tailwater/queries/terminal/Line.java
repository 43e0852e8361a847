package io.tailwater.queries.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a terminal while it is put together: characters with a style each, whose width is
 * known, so that it can be cut where the terminal ends.
 */
public final class Line {
  private final List<Cell> cells = new ArrayList<>();
  private int width;

  /**
   * A character, with the marks that belong to it.
   *
   * @param width columns that it takes
   */
  private record Cell(String text, int width, Style style) {}

  /** A line that holds only this. */
  public static Line of(String text, Style style) {
    return new Line().add(text, style);
  }

  /** Appends a text, which must hold no control characters. */
  public Line add(String text) {
    return add(text, Style.PLAIN);
  }

  /** Appends a text, which must hold no control characters. */
  public Line add(String text, Style style) {
    text.codePoints().forEach(character -> add(character, style));
    return this;
  }

  /** Appends another line. */
  public Line add(Line other) {
    cells.addAll(other.cells);
    width += other.width;
    return this;
  }

  private void add(int character, Style style) {
    int columns = Glyphs.width(character);
    if (columns == 0 && !cells.isEmpty()) {
      Cell last = cells.remove(cells.size() - 1);
      cells.add(new Cell(last.text + Character.toString(character), last.width, last.style));
    } else if (columns > 0) {
      cells.add(new Cell(Character.toString(character), columns, style));
      width += columns;
    }
  }

  /** Appends a text that ends at some column, or as it is where there is no room before. */
  public Line addRight(String text, int end, Style style) {
    Line added = of(text, style);
    return padTo(end - added.width).add(added);
  }

  /** Appends blanks up to a column; none where the line is already as long. */
  public Line padTo(int column) {
    return add(" ".repeat(Math.max(0, column - width)));
  }

  /** Columns that it takes. */
  public int width() {
    return width;
  }

  /** The part that fits, with a sign where something is left out. */
  public Line cutTo(int columns, String sign) {
    if (width <= columns) {
      return this;
    }
    Line cut = new Line();
    int room = columns - of(sign, Style.PLAIN).width;
    for (Cell cell : cells) {
      if (cut.width + cell.width > room) {
        break;
      }
      cut.cells.add(cell);
      cut.width += cell.width;
    }
    return room < 0 ? cut : cut.add(sign, Style.DIM);
  }

  /** The same, fainter and in greys: it is not of now. */
  public Line faded() {
    Line faded = new Line();
    cells.forEach(cell -> faded.cells.add(new Cell(cell.text, cell.width, cell.style.faded())));
    faded.width = width;
    return faded;
  }

  /** What is written; blanks at the end are left out where they have no colour. */
  public String text(TerminalColours colours) {
    int end = cells.size();
    while (end > 0
        && cells.get(end - 1).text.equals(" ")
        && cells.get(end - 1).style.ground() == null
        && !cells.get(end - 1).style.reversed()) {
      end--;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < end; ) {
      Style style = cells.get(i).style;
      StringBuilder same = new StringBuilder();
      for (; i < end && cells.get(i).style.equals(style); i++) {
        same.append(cells.get(i).text);
      }
      text.append(colours.over(same.toString(), style));
    }
    return text.toString();
  }
}
