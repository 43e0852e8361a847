/**
 * Answers as rows: the form that CSV, NDJSON, Parquet and tables on a terminal share.
 *
 * <p>Start at {@link io.tailwater.queries.rows.Rows}; {@link io.tailwater.queries.rows.BodyRows}
 * makes them of an answer, {@link io.tailwater.queries.rows.Format} writes them.
 */
package io.tailwater.queries.rows;
