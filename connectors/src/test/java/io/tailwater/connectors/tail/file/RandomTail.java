package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One sequence of random actions on a log that is tailed: all of it follows from its seed. At the
 * end every line must have been handed on once, save those that no file held any more.
 */
final class RandomTail implements AutoCloseable {
  private static final int KEEP = 4;

  final Random random;
  final LogWorld world;
  final LifeCheck check;
  private final TailBench tail;
  private final RarerActions rarer;
  private final List<String> trace = new ArrayList<>();
  private Set<Integer> committed = new HashSet<>();
  private boolean down = true;

  /**
   * @param rarer what may be done besides what every life has; a seed's life is the same for the
   *     same set
   */
  RandomTail(Path log, long seed, Set<LogAction> rarer) {
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
    world = new LogWorld(log, tail.clock, new LogLines(prefix, banner));
    check = new LifeCheck(tail, world);
    this.rarer = new RarerActions(this, rarer);
  }

  int pick(int... values) {
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
      if (!rarer.act()) {
        act();
      }
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

  void append(int number) throws IOException {
    int lines = 1 + random.nextInt(5);
    say("append " + lines + " to " + number);
    world.append(number, lines);
  }

  private void rotate() throws IOException {
    if (world.active != null) {
      rarer.beforeRotation();
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
    LogFile file = world.at(number);
    if (file != null && file.isWritten()) {
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
    rarer.beforeCopy(world.active);
    boolean known = isKnown(0);
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

  /**
   * An original nothing is known of cannot be told from its copy, nor can a beginning of less than
   * an anchor from another short file, once the original is gone: so these must go at once.
   */
  boolean isKnown(int number) throws IOException {
    return world.at(number).lines.stream().anyMatch(committed::contains)
        && Files.size(world.path(number)) >= Anchor.FULL;
  }

  private void truncate() throws IOException {
    if (world.active != null) {
      long size = Files.size(world.path(0));
      say("truncate");
      world.truncate();
      if (random.nextBoolean()) {
        rarer.afterTruncation(size);
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
    LogFile newest = world.at(1);
    if (world.active == null && newest != null && newest.isWritten() && !down) {
      say("rename back");
      world.renameBack();
      tail.drain();
    }
  }

  void poll(int times) throws IOException {
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
      check.committed();
      committed = check.handedOn().keySet();
    }
  }

  /** Lets all be seen that is there, and makes it last. */
  void seeAll() throws IOException {
    start();
    say("see all");
    tail.drain();
    commit();
  }

  private void start() {
    if (down) {
      say("start");
      check.starting();
      tail.start();
      down = false;
    }
  }

  void crash() throws IOException {
    if (!down) {
      say("crash");
      tail.crashBack();
      check.crashed();
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
    check.atTheEnd();
  }

  void say(String what) {
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
