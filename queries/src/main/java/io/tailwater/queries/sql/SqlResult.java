package io.tailwater.queries.sql;

import java.util.List;

/**
 * What a query gave.
 *
 * @param columns of each row
 * @param rows each a JSON array of values in the order of the columns
 * @param truncated whether there were more rows than were asked for or fit
 */
public record SqlResult(List<SqlColumn> columns, List<String> rows, boolean truncated) {}
