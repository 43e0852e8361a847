package io.tailwater.queries.terminal;

/**
 * How much can be seen at once.
 *
 * @param columns width, characters
 * @param lines height
 */
public record TerminalSize(int columns, int lines) {}
