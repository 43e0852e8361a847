package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** What a scenario's script acts on: files, and the engine that reads them. */
final class ScenarioWorld extends ScenarioFiles {
  final ScenarioTail tail;
  final ScenarioOracle oracle;

  private final ScenarioVariant variant;
  private int steps;

  ScenarioWorld(ScenarioSettings settings, ScenarioVariant variant) {
    super(settings.logs());
    this.variant = variant;
    this.tail = new ScenarioTail(settings);
    this.oracle = new ScenarioOracle(this, settings.logs());
  }

  @Override
  void step() throws IOException {
    int at = steps++;
    if (!tail.wasStarted()) {
      return;
    }
    String what = variant.interrupt(at, tail);
    if (what != null) {
      trace.add(what);
    }
  }

  int steps() {
    return steps;
  }

  /** Nothing but the script itself ends the reading process. */
  boolean undisturbed() {
    return variant.isQuiet();
  }

  /**
   * The engine reads all that is there: what stands at the name a log is written under, at least.
   */
  void read() throws IOException {
    tail.drain();
    oracle.expectActiveFilesRead();
    trace.add("read");
    step();
  }

  /** As {@link #read}, where not all can be read now. */
  void tryRead() throws IOException {
    tail.drain();
    trace.add("try to read");
    step();
  }

  void poll(int times) throws IOException {
    tail.poll(times);
    trace.add("poll " + times);
    step();
  }

  /** Time goes on without a poll. */
  void push(long millis) throws IOException {
    tail.clock.push(millis);
    trace.add("push " + millis);
    step();
  }

  /** Time goes on, and the engine turns meanwhile. */
  void letPass(long millis) throws IOException {
    for (long passed = 0; passed < millis; passed += 10_000) {
      tail.clock.push(Math.min(10_000, millis - passed));
      tail.drainOnce();
    }
    trace.add("let pass " + millis);
    step();
  }

  void commit() throws IOException {
    tail.commit();
    trace.add("commit");
    step();
  }

  /** All that is there is read and committed, however often the process ends on the way. */
  void checkpoint() throws IOException {
    do {
      read();
    } while (!tail.isUp());
    tail.commit();
    trace.add("committed");
    step();
  }

  void stop() throws IOException {
    tail.stop();
    trace.add("stop");
    step();
  }

  void kill() throws IOException {
    tail.kill();
    trace.add("kill");
    step();
  }

  void start() throws IOException {
    tail.start();
    trace.add("start");
    step();
  }

  /** Records handed on, as of now, in the quiet variant; the others are not asked. */
  void expectRecords(int count) {
    if (undisturbed()) {
      assertThat(tail.records.values().stream().mapToInt(Integer::intValue).sum())
          .as("records handed on")
          .isEqualTo(count);
    }
  }

  /** No loss is recorded as of now, in the quiet variant; the others are not asked. */
  void expectNoLossRecord() {
    if (undisturbed()) {
      assertThat(tail.ofKind(TailChunk.Kind.LOST)).as("loss records").isEmpty();
    }
  }
}
