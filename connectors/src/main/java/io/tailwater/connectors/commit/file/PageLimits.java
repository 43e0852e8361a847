package io.tailwater.connectors.commit.file;

/**
 * Where pages end.
 *
 * @param rows rows of a page at most
 * @param bytes a page of texts or lists ends when it holds about this many bytes
 * @param dictionaryBytes a dictionary larger than this gets no further values
 */
record PageLimits(int rows, int bytes, int dictionaryBytes) {}
