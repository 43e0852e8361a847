package io.tailwater.pipeline.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.HourlyDelta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
  private static final long HOUR_MICROS = 3_600_000_000L;

  private final EventColumns events = new EventColumns();
  private final SeriesTable table = new SeriesTable();

  @Test
  void countsWhatAMapCounts() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Map<SeriesHour, Long> requests = new HashMap<>();
    Map<SeriesHour, Long> bytes = new HashMap<>();
    for (int batch = 0; batch < 20; batch++) {
      events.start("web", "a.log#1");
      for (int i = 0; i < 2000; i++) {
        SeriesHour key = randomKey(random);
        long size = random.nextLong(10_000);
        event(key, size, null);
        requests.merge(key, 1L, Long::sum);
        bytes.merge(key, size, Long::sum);
      }
      table.add(events);
    }
    List<HourlyDelta> deltas = drain();
    assertThat(deltas).as("seed %d", seed).hasSize(requests.size());
    for (HourlyDelta delta : deltas) {
      SeriesHour key = SeriesHour.of(delta);
      assertThat(delta.requests()).as("seed %d %s", seed, key).isEqualTo(requests.get(key));
      assertThat(delta.bytes()).isEqualTo(bytes.get(key));
      assertThat(delta.latencyCount()).isZero();
      assertThat(delta.latencyMinMs()).isNull();
    }
  }

  @Test
  void latenciesOfASeriesGoIntoItsSketch() {
    events.start("web", "a.log#1");
    SeriesHour key = new SeriesHour(7, "web", "/", "GET", 200, null, "human");
    event(key, 1, 0.0);
    event(key, 1, 12.0);
    event(key, 1, 100.0);
    event(key, 1, null);
    table.add(events);
    HourlyDelta delta = drain().get(0);
    assertThat(delta.requests()).isEqualTo(4);
    assertThat(delta.latencyCount()).isEqualTo(3);
    assertThat(delta.latencyZeros()).isEqualTo(1);
    assertThat(delta.latencySumMs()).isEqualTo(112);
    assertThat(delta.latencyMinMs()).isZero();
    assertThat(delta.latencyMaxMs()).isEqualTo(100);
    assertThat(delta.latencyCounts()).containsExactly(1, 1);
  }

  @Test
  void noStatusIsNotStatusZeroAndHoursBeforeTheEpochCount() {
    events.start("web", "a.log#1");
    event(new SeriesHour(-1, null, null, null, null, null, null), 0, null);
    table.add(events);
    HourlyDelta delta = drain().get(0);
    assertThat(delta.hour()).isEqualTo(-1);
    assertThat(delta.status()).isNull();
    assertThat(delta.service()).isNull();
  }

  @Test
  void aDrainedTableStartsAnew() {
    events.start("web", "a.log#1");
    event(new SeriesHour(1, "web", "/", "GET", 200, null, "human"), 5, 3.0);
    table.add(events);
    drain();
    assertThat(table.size()).isZero();
    table.add(events);
    assertThat(drain()).singleElement().extracting(HourlyDelta::requests).isEqualTo(1L);
  }

  private List<HourlyDelta> drain() {
    List<HourlyDelta> deltas = new ArrayList<>();
    table.drain(events, deltas::add);
    return deltas;
  }

  private void event(SeriesHour key, long size, Double latencyMs) {
    int row = events.addRow(key.hour() * HOUR_MICROS + 17, 0);
    events.service.set(row, events.service.dictionary().idOf(key.service()));
    events.endpoint.set(row, events.endpoint.dictionary().idOf(key.endpoint()));
    events.method.set(row, events.method.dictionary().idOf(key.method()));
    events.region.set(row, events.region.dictionary().idOf(key.region()));
    events.clientClass.set(row, events.clientClass.dictionary().idOf(key.clientClass()));
    if (key.status() != null) {
      events.status.set(row, key.status());
    }
    events.bytes.set(row, size);
    if (latencyMs != null) {
      events.latencyMs.set(row, latencyMs);
    }
  }

  private static SeriesHour randomKey(SplittableRandom random) {
    return new SeriesHour(
        random.nextInt(-3, 40),
        random.nextInt(10) == 0 ? null : "service-" + random.nextInt(4),
        random.nextInt(20) == 0 ? null : "/endpoint/" + random.nextInt(60),
        random.nextBoolean() ? "GET" : "POST",
        random.nextInt(10) == 0 ? null : 200 + random.nextInt(3),
        null,
        random.nextBoolean() ? "human" : "bot");
  }
}
