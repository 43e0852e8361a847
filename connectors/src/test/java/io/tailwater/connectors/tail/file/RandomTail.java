package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * One sequence of random actions on a log that is tailed: all of it follows from its seed. At the
 * end every line must have been handed on once, save those that no file held any more.
 */
final class RandomTail implements AutoCloseable {
  private static final int KEEP = 4;

  private final Random random;
  private final TailBench tail;
  private final LogWorld world;
  private final List<String> trace = new ArrayList<>();
  private Set<Integer> committed = new HashSet<>();
  private boolean down = true;

  RandomTail(Path log, long seed) {
    random = new Random(seed);
    tail = new TailBench(log);
    tail.options =
        tail.options
            .withChunkBytes(pick(48, 400, 1 << 16))
            .withOpenFiles(random.nextInt(4) == 0 ? 2 : 512);
    tail.archives = random.nextBoolean() ? Archives.BACKFILL : Archives.CONTINUE;
    tail.maxLineBytes = 400;
    String prefix = random.nextBoolean() ? "" : "10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] ";
    String banner = random.nextInt(3) > 0 ? "" : "#Fields: date time method path status";
    world = new LogWorld(log, tail.clock, prefix, banner);
  }

  private int pick(int... values) {
    return values[random.nextInt(values.length)];
  }

  void run() throws IOException {
    world.append(0, 1 + random.nextInt(3));
    start();
    tail.drain();
    commit();
    int actions = 30 + random.nextInt(31);
    for (int i = 0; i < actions; i++) {
      world.finishOldHalves(30_000);
      act();
    }
    end();
  }

  private void act() throws IOException {
    switch (random.nextInt(19)) {
      case 0, 1, 2 -> append(0);
      case 3 -> {
        if (world.active == null || !world.active.abandoned) {
          say("half a line");
          world.appendHalf(0, 1 + random.nextInt(30));
        }
      }
      case 4 -> {
        int number = random.nextInt(world.rotated.size() + 1);
        say("finish " + number);
        world.finish(number);
      }
      case 5, 6 -> rotate();
      case 7 -> oldWriter();
      case 8, 9 -> copyTruncate();
      case 10 -> truncate();
      case 11 -> deleteAndRecreate();
      case 12, 13, 14 -> poll(1 + random.nextInt(10));
      case 15 -> push(pick(60, 300, 1_100, 6_000, 70_000));
      case 16 -> commit();
      case 17 -> crash();
      default -> renameBack();
    }
  }

  private void append(int number) throws IOException {
    int lines = 1 + random.nextInt(5);
    say("append " + lines + " to " + number);
    world.append(number, lines);
  }

  private void rotate() throws IOException {
    if (world.active != null) {
      say("rotate");
      world.shift(KEEP, committed);
      world.rename();
      if (random.nextInt(3) > 0) {
        append(0);
      }
    }
  }

  private void oldWriter() throws IOException {
    int number = 1 + random.nextInt(world.rotated.size() + 1);
    LogWorld.Content content = world.at(number);
    if (content != null && !content.copy) {
      append(number);
      if (random.nextBoolean()) {
        world.appendHalf(number, 5);
      }
    }
  }

  private void copyTruncate() throws IOException {
    if (world.active == null) {
      return;
    }
    // An original nothing is known of cannot be told from its copy, nor can a beginning of less
    // than an anchor from another short file, once the original is gone: so these go at once.
    boolean known =
        world.active.lines.stream().anyMatch(committed::contains)
            && Files.size(world.path(0)) >= Anchor.FULL;
    say("copy");
    world.shift(KEEP, committed);
    world.copy();
    Set<Integer> copied = Set.copyOf(world.active.lines);
    for (int i = random.nextInt(4); known && i > 0; i--) {
      if (random.nextBoolean()) {
        append(0);
      } else {
        poll(1 + random.nextInt(6));
      }
    }
    world.active.lines.stream().filter(l -> !copied.contains(l)).forEach(world.unknowable::add);
    truncate();
  }

  private void truncate() throws IOException {
    if (world.active != null) {
      say("truncate");
      world.truncate();
      if (random.nextBoolean()) {
        append(0);
      }
    }
  }

  private void deleteAndRecreate() throws IOException {
    if (world.active != null) {
      say("delete");
      world.delete();
      if (random.nextInt(3) > 0) {
        append(0);
      }
    }
  }

  private void renameBack() throws IOException {
    LogWorld.Content newest = world.at(1);
    if (world.active == null && newest != null && !newest.copy && !down) {
      say("rename back");
      world.renameBack();
      tail.drain();
    }
  }

  private void poll(int times) throws IOException {
    start();
    say("poll " + times);
    for (int i = 0; i < times; i++) {
      tail.pollOnce();
    }
  }

  private void push(long millis) throws IOException {
    if (millis > 6_000) {
      world.finishOldHalves(0);
    }
    say("push " + millis);
    tail.clock.push(millis);
  }

  private void commit() {
    if (!down) {
      say("commit");
      tail.commit();
      committed = handedOn().keySet();
    }
  }

  private void start() {
    if (down) {
      say("start");
      tail.start();
      down = false;
    }
  }

  private void crash() throws IOException {
    if (!down) {
      say("crash");
      tail.crashBack();
      down = true;
    }
  }

  private void end() throws IOException {
    start();
    world.finishOldHalves(-1);
    for (int round = 0; round < 3; round++) {
      tail.drain();
      tail.drain();
      tail.clock.push(70_000);
    }
    tail.drain();
    Map<Integer, String> streams = handedOn();
    assertThat(streams.keySet()).as("lines in the files").containsAll(world.present());
    assertLossesAreTold(streams);
  }

  /** The stream of every line that was handed on. */
  private Map<Integer, String> handedOn() {
    Map<Integer, String> streamOf = new HashMap<>();
    tail.streams.forEach(
        (stream, text) -> {
          int last = 0;
          for (String line : text.toString().lines().toList()) {
            if (world.isBanner(line)) {
              continue;
            }
            Integer number = world.numberOf(line);
            if (number == null) {
              assertThat(world.halves)
                  .as("\"%s\" of %s is a line or the beginning of one", line, stream)
                  .anyMatch(half -> world.text(half).startsWith(line));
              continue;
            }
            assertThat(streamOf.put(number, stream))
                .as("other stream than %s with line %d", stream, number)
                .isNull();
            assertThat(number).as("line of %s after line %d", stream, last).isGreaterThan(last);
            last = number;
          }
        });
    return streamOf;
  }

  /** Where a part of a file was handed on and a part was gone, the stream says so. */
  private void assertLossesAreTold(Map<Integer, String> streams) {
    Map<Integer, String> streamOfVersion = new HashMap<>();
    streams.forEach((line, stream) -> streamOfVersion.put(world.writtenTo.get(line), stream));
    Set<String> told = new HashSet<>();
    tail.ofKind(TailChunk.Kind.LOST).forEach(chunk -> told.add(chunk.after().name()));
    world.writtenTo.forEach(
        (line, version) -> {
          String stream = streamOfVersion.get(version);
          if (!streams.containsKey(line) && !world.unknowable.contains(line) && stream != null) {
            assertThat(told).as("streams with a loss, for line %d", line).contains(stream);
          }
        });
  }

  private void say(String what) {
    trace.add(what);
  }

  @Override
  public String toString() {
    return String.join(", ", trace) + "\n" + tail.dump();
  }

  @Override
  public void close() throws IOException {
    if (!down) {
      tail.crash();
    }
  }
}
