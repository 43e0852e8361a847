package io.tailwater.connectors.commit.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** Files that a table names, told apart by their path, with or without a scheme. */
public final class NamedFiles {
  private final Map<String, String> locations = new HashMap<>();
  private final Set<String> manifests = new HashSet<>();

  private NamedFiles() {}

  /** All that a table names: metadata, manifests and data, of every snapshot. */
  static NamedFiles of(Table table) {
    NamedFiles named = of(table, table.snapshots());
    ReachableFileUtil.metadataFileLocations(table, false).forEach(named::add);
    ReachableFileUtil.manifestListLocations(table).forEach(named::add);
    ReachableFileUtil.statisticsFilesLocations(table).forEach(named::add);
    return named;
  }

  /** What some snapshots name: manifest lists, manifests and data. */
  public static NamedFiles of(Table table, Iterable<Snapshot> snapshots) {
    NamedFiles named = new NamedFiles();
    for (Snapshot snapshot : snapshots) {
      named.add(snapshot.manifestListLocation());
      for (ManifestFile manifest : snapshot.allManifests(table.io())) {
        if (named.manifests.add(manifest.path())) {
          named.add(manifest.path());
          named.addDataOf(manifest, table);
        }
      }
    }
    return named;
  }

  /** True when the location is among them. */
  public boolean contains(String location) {
    return locations.containsKey(pathOf(location));
  }

  /** Locations of those that are not among the others, in order. */
  public List<String> without(NamedFiles others) {
    return locations.entrySet().stream()
        .filter(file -> !others.locations.containsKey(file.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .toList();
  }

  private void addDataOf(ManifestFile manifest, Table table) {
    try (CloseableIterable<String> paths = ManifestFiles.readPaths(manifest, table.io())) {
      paths.forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + manifest.path(), e);
    }
  }

  private void add(String location) {
    locations.put(pathOf(location), location);
  }

  /** One place may be written with and without a scheme. */
  private static String pathOf(String location) {
    return location.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*:", "").replaceFirst("^/+", "");
  }
}
