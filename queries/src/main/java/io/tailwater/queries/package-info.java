/**
 * The query service and the query side's commands: DuckDB over the lake, without an engine.
 *
 * <p>{@link io.tailwater.queries.QueryService} shows how the parts fit together.
 */
package io.tailwater.queries;
