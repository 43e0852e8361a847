package io.tailwater.connectors.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * The SQLite catalog at a pushed time: Iceberg dates snapshots by the machine's clock, so each swap
 * dates anew what is later than the pushed time. That may only go on, and only in the past.
 */
public final class PushedCatalog extends JdbcCatalog {
  private static volatile InstantSource clock = InstantSource.system();

  private static volatile boolean refusing;
  private static final AtomicLong OPENED = new AtomicLong();

  /** How many tables were opened so far. */
  static long opened() {
    return OPENED.get();
  }

  /** Whether every swap fails from now on. */
  static void refuse(boolean refuse) {
    refusing = refuse;
  }

  /** From now on, in all catalogs of this class. */
  static void set(InstantSource pushed) {
    clock = pushed;
  }

  @Override
  protected TableOperations newTableOps(TableIdentifier identifier) {
    OPENED.incrementAndGet();
    return new Operations(super.newTableOps(identifier));
  }

  private static final class Operations extends ForwardedOperations {
    private static final ObjectMapper JSON = new ObjectMapper();

    Operations(TableOperations real) {
      super(real);
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
      if (refusing) {
        throw new IllegalStateException("refused on purpose");
      }
      real.commit(base, dated(metadata));
    }

    private static TableMetadata dated(TableMetadata metadata) {
      try {
        long now = clock.millis();
        JsonNode json = JSON.readTree(TableMetadataParser.toJson(metadata));
        ((ObjectNode) json).put("last-updated-ms", now);
        for (String list : new String[] {"snapshots", "snapshot-log"}) {
          for (JsonNode entry : json.path(list)) {
            if (entry.get("timestamp-ms").longValue() > now) {
              ((ObjectNode) entry).put("timestamp-ms", now);
            }
          }
        }
        return TableMetadataParser.fromJson(json.toString());
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("Iceberg's own JSON can be read", e);
      }
    }
  }
}
