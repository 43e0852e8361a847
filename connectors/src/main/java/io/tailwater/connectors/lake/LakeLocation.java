package io.tailwater.connectors.lake;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a lake is and how its catalog is reached.
 *
 * @param warehouse directory, or URI for an object store
 * @param namespace namespace of the four tables
 * @param catalog Iceberg catalog properties; {@code type: jdbc} without a {@code uri} means SQLite
 *     in the warehouse
 */
public record LakeLocation(String warehouse, String namespace, Map<String, String> catalog)
    implements Serializable {

  public LakeLocation {
    if (warehouse.isBlank()) {
      throw new IllegalArgumentException(
          "lake.warehouse must name a directory or URI, got nothing");
    }
    if (!namespace.matches("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*")) {
      throw new IllegalArgumentException(
          "lake.namespace wants letters, digits and _, got '" + namespace + "'");
    }
    catalog = Map.copyOf(catalog);
  }

  /** The embedded default: SQLite and local files under one directory. */
  public static LakeLocation embedded(Path warehouse) {
    return new LakeLocation(warehouse.toString(), "logs", Map.of("type", "jdbc"));
  }

  /** True when warehouse and catalog are files of this machine. */
  public boolean isEmbedded() {
    return isLocal() && "jdbc".equals(catalog.get("type")) && !catalog.containsKey("uri");
  }

  /** True when the warehouse is a directory of this machine. */
  public boolean isLocal() {
    return !warehouse.contains("://") || warehouse.startsWith("file:");
  }

  /** The warehouse's directory; only for a local one. */
  public Path directory() {
    return LocalFileIO.pathOf(warehouse).toAbsolutePath().normalize();
  }
}
