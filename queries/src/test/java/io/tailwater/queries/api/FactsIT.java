package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.LatencyBuckets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FactsIT {

  @Test
  void bucketInSqlIsThatOfTheLaw() throws Exception {
    long seed = System.nanoTime();
    System.out.println("FactsIT seed " + seed);
    Random random = new Random(seed);
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement bucket =
            duckdb.prepareStatement(
                "SELECT " + Facts.BUCKET + " FROM (SELECT ?::DOUBLE AS latency_ms)")) {
      for (int i = 0; i < 3000; i++) {
        double ms =
            switch (i % 3) {
              case 0 -> 1 + random.nextInt(100_000);
              case 1 -> 1000 * Math.pow(2, random.nextInt(20) - 10);
              default -> Math.exp(random.nextGaussian() * 4);
            };
        bucket.setDouble(1, ms);
        try (ResultSet row = bucket.executeQuery()) {
          row.next();
          assertThat(row.getInt(1)).as(ms + " ms").isEqualTo(LatencyBuckets.indexOf(ms / 1000));
        }
      }
    }
  }
}
