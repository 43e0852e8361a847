package io.tailwater.queries.sql;

/**
 * A column of a result.
 *
 * @param name as the query names it
 * @param type as DuckDB names it, such as {@code BIGINT}
 */
public record SqlColumn(String name, String type) {}
