package io.tailwater.queries.sql;

/**
 * What a {@link SqlWorker} is asked.
 *
 * @param views the cut
 * @param sql the query
 * @param maxRows most rows
 * @param maxBytes most bytes of the rows as JSON
 * @param timeoutMs longest time, milliseconds
 */
record SqlRequest(SqlViews views, String sql, int maxRows, long maxBytes, long timeoutMs) {}
