package io.tailwater.connectors.stream;

/**
 * A closed data file that belongs to no snapshot yet.
 *
 * @param table the table's name, without namespace
 * @param specId partition spec the file was written under
 * @param dataFile the Iceberg data file as its own JSON form
 * @param rows rows in it
 */
public record WrittenFile(String table, int specId, String dataFile, long rows) {}
