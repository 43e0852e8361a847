package io.tailwater.connectors.tail.file;

/**
 * A chunk and the log it belongs to.
 *
 * @param lineage id that the log was added under
 * @param chunk what was read of it
 */
public record Tailed(String lineage, TailChunk chunk) {}
