/**
 * The tail engine as a Flink source: an enumerator that finds logs, readers that follow them.
 *
 * <p>A split is a lineage: one log with all the names its files rotate to. What is known of its
 * generations travels in the split, so that whoever gets it can go on.
 */
package io.tailwater.connectors.tail;
