package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.TableShape;
import io.tailwater.queries.lake.LakeAtCut;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.TableMetadata;

/**
 * A table in numbers, as a cut has it.
 *
 * @param table its name
 * @param files data files
 * @param rows rows
 * @param bytes bytes of the data files
 * @param averageFileBytes bytes by files; null without files
 * @param snapshots snapshots that are kept
 * @param mostFilesPerDay files of the day that has most
 * @param filesOver files over the target of a day, all days together
 * @param manifests manifests that list the files
 * @param metadataBytes size of the table's metadata
 * @param formatVersion version of Iceberg's table format
 * @param location where the table is
 * @param metadataLocation the file that describes it now, for other engines
 */
public record TableInfo(
    String table,
    long files,
    long rows,
    long bytes,
    Long averageFileBytes,
    int snapshots,
    long mostFilesPerDay,
    long filesOver,
    int manifests,
    long metadataBytes,
    int formatVersion,
    String location,
    String metadataLocation) {

  /** What a cut tells of a table. */
  public static TableInfo of(LakeAtCut lake, LakeTables table) {
    Map<String, String> summary = lake.snapshot(table).summary();
    long files = SnapshotInfo.number(summary, "total-data-files");
    long bytes = SnapshotInfo.number(summary, "total-files-size");
    TableShape shape = lake.shape(table);
    TableMetadata metadata = metadata(lake, table);
    return new TableInfo(
        table.tableName(),
        files,
        SnapshotInfo.number(summary, "total-records"),
        bytes,
        files == 0 ? null : (Long) (bytes / files),
        lake.snapshots(table),
        shape.mostFilesPerDay(),
        shape.filesOver(),
        shape.manifests(),
        shape.metadataBytes(),
        metadata.formatVersion(),
        metadata.location(),
        metadata.metadataFileLocation());
  }

  static TableMetadata metadata(LakeAtCut lake, LakeTables table) {
    return ((HasTableOperations) lake.table(table)).operations().current();
  }

  /**
   * The table of a name.
   *
   * @throws UnknownTableException when there is none, naming the nearest
   */
  static LakeTables named(String name) {
    Set<String> known =
        Arrays.stream(LakeTables.values()).map(LakeTables::tableName).collect(Collectors.toSet());
    return Arrays.stream(LakeTables.values())
        .filter(table -> table.tableName().equals(name))
        .findFirst()
        .orElseThrow(() -> new UnknownTableException(name, Parameters.nearest(name, known)));
  }
}
