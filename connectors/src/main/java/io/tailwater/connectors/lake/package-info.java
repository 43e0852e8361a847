/**
 * How the lake looks: its tables, its rows, its catalog, the law of its latency buckets, and the
 * keys by which a commit is known. Free of engines, so that the query service can stand on it
 * alone.
 */
package io.tailwater.connectors.lake;
