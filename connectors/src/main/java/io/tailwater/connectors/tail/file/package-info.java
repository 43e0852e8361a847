/**
 * Reads growing, rotating log files exactly once. Plain {@code java.nio}: no Flink, no lake.
 *
 * <p>A {@link io.tailwater.connectors.tail.file.Lineage} is one log: its active path and the names
 * its files rotate to. A {@link io.tailwater.connectors.tail.file.Generation} is one append-only
 * byte stream of a lineage, recognised by evidence and never by its path.
 */
package io.tailwater.connectors.tail.file;
