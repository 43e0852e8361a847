/**
 * Users' own SQL. {@link io.tailwater.queries.sql.SqlGate} reads a query before DuckDB does, {@link
 * io.tailwater.queries.sql.SqlConsole} runs it behind locked settings, and the service does both in
 * a process of its own, a {@link io.tailwater.queries.sql.SqlWorker}.
 */
package io.tailwater.queries.sql;
