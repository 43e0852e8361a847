package io.tailwater.queries.command;

import io.tailwater.queries.terminal.TerminalSize;

/**
 * Who gets how much of the terminal. What has no room is left out, least needed first: the heatmap,
 * then the height of the columns, then rows of the table; nothing is ever wrapped.
 *
 * @param size of the terminal
 * @param compares whether there is a change beside each number
 * @param screen whether it is a terminal: elsewhere blank lines are between pictures only
 */
record TopLayout(TerminalSize size, boolean compares, boolean screen) {
  /** From here on names are written in full and the highest number of each course is told. */
  private static final int WIDE = 100;

  /** From here on parts have a blank line between them. */
  private static final int HIGH = 30;

  private static final int SHORT_LABEL = 4;
  private static final int LONG_LABEL = 10;
  private static final int NUMBER = 7;
  private static final int CHANGE = 7;
  private static final int MOST = 12;
  private static final int KEY_NUMBERS = 5;
  private static final int HEATMAP_AT_LEAST = 3;
  private static final int HEATMAP_AT_MOST = 14;
  private static final int COLUMNS_AT_MOST = 6;
  private static final int MOST_ENDPOINTS = 1000;

  boolean wide() {
    return size.columns() >= WIDE;
  }

  boolean high() {
    return screen && size.lines() >= HIGH;
  }

  int labelWidth() {
    return wide() ? LONG_LABEL : SHORT_LABEL;
  }

  /** Where numbers end. */
  int numberEnd() {
    return labelWidth() + NUMBER;
  }

  /** Where changes end. */
  int changeEnd() {
    return numberEnd() + (compares ? CHANGE : 0);
  }

  /** Where what is drawn over time begins. */
  int plotFrom() {
    return changeEnd() + 1;
  }

  /** Columns for what is drawn over time. */
  int plotWidth() {
    return Math.max(1, size.columns() - plotFrom() - (wide() ? MOST : 0));
  }

  /** How many characters a point in time takes. */
  int wideOfPoint(int points) {
    return Math.max(1, plotWidth() / Math.max(1, points));
  }

  /** Lines for the columns of requests. */
  int columnLines(int headLines) {
    return Math.max(1, Math.min(COLUMNS_AT_MOST, free(headLines) / 6));
  }

  /** Lines for the heatmap; 0 for none. */
  int heatmapLines(int headLines) {
    int lines = Math.min(HEATMAP_AT_MOST, free(headLines) * 2 / 5);
    return lines < HEATMAP_AT_LEAST ? 0 : lines;
  }

  /** Endpoints to ask for. */
  int mostEndpoints() {
    return Math.max(1, Math.min(MOST_ENDPOINTS, size.lines()));
  }

  /** What is left for columns, heatmap and table: not for key numbers, axis and the last line. */
  private int free(int headLines) {
    return size.lines() - headLines - KEY_NUMBERS - 2 - (high() ? 3 : 0);
  }
}
