package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Archives, further names, cuts and holes in the life of a log. */
final class RarerActions {
  private static final int LEAST_LEFT = 256;
  private static final int MOST_CUT = 32;

  private final RandomTail life;
  private final LogWorld world;
  private final Random random;
  private final List<LogAction> actions;
  private final boolean delays;
  private int links;

  RarerActions(RandomTail life, Set<LogAction> actions) {
    this.life = life;
    this.world = life.world;
    this.random = life.random;
    this.actions = List.copyOf(new TreeSet<>(actions));
    this.delays = has(LogAction.DELAY_COMPRESS) && random.nextBoolean();
  }

  private boolean has(LogAction action) {
    return actions.contains(action);
  }

  /** Does one of its actions at times; false when it is another's turn. */
  boolean act() throws IOException {
    if (actions.isEmpty() || random.nextInt(5) > 0) {
      return false;
    }
    switch (actions.get(random.nextInt(actions.size()))) {
      case GZIP, ZSTD, PACK_SLOWLY -> packRotated();
      case PACK_ACTIVE -> packActive();
      case HARD_LINK -> linkOrUnlink();
      case CUT, CUT_UNSEEN -> cut();
      case DELAY_COMPRESS, ZEROS -> {
        return false;
      }
    }
    return true;
  }

  /** With delaycompress, logrotate packs what it renamed the last time, then makes place. */
  void beforeRotation() throws IOException {
    if (delays) {
      pack(1);
    }
  }

  /**
   * What the engine cannot tell from another log must have been looked at: a file that was cut, and
   * one that grew after it was rotated when little of it had been read.
   */
  void beforeCopy(LogFile file) throws IOException {
    if ((file.freshlyCut && !has(LogAction.CUT_UNSEEN)) || file.grewLate) {
      life.seeAll();
      file.freshlyCut = false;
      file.grewLate = false;
    }
  }

  void afterTruncation(long sizeBefore) throws IOException {
    if (has(LogAction.ZEROS) && sizeBefore > 0 && random.nextBoolean()) {
      if (random.nextBoolean()) {
        life.poll(1 + random.nextInt(4));
      }
      life.say("hole of " + sizeBefore);
      world.writeBehindHole(sizeBefore);
    }
  }

  private void packRotated() throws IOException {
    if (!world.rotated.isEmpty()) {
      pack(delays ? 1 + random.nextInt(2) : 1 + random.nextInt(world.rotated.size()));
    }
  }

  private void pack(int number) throws IOException {
    LogFile file = world.at(number);
    if (file != null && file.codec == Codec.NONE) {
      beforeCopy(file);
      Codec codec = anyCodec();
      write(number, codec, world.named("." + number + codec.suffix()));
      world.packed(number, codec);
    }
  }

  private void packActive() throws IOException {
    Codec codec = anyCodec();
    Path archive = world.named(codec.suffix());
    if (world.active != null && !Files.exists(archive)) {
      beforeCopy(world.active);
      write(0, codec, archive);
      world.packedActive(codec);
    }
  }

  private Codec anyCodec() {
    boolean both = has(LogAction.ZSTD) && has(LogAction.GZIP);
    return both
        ? (random.nextBoolean() ? Codec.GZIP : Codec.ZSTD)
        : has(LogAction.ZSTD) ? Codec.ZSTD : Codec.GZIP;
  }

  private void write(int number, Codec codec, Path archive) throws IOException {
    Path original = world.path(number);
    byte[] packed = Packing.pack(codec, Files.readAllBytes(original));
    FileTime written = Files.getLastModifiedTime(original);
    if (has(LogAction.PACK_SLOWLY) && life.isKnown(number) && random.nextBoolean()) {
      life.say("pack slowly to " + archive.getFileName());
      slowly(packed, archive);
    } else {
      life.say("pack to " + archive.getFileName());
      Path making = archive.resolveSibling("making");
      Files.write(making, packed);
      Files.move(making, archive, StandardCopyOption.ATOMIC_MOVE);
    }
    if (random.nextBoolean()) {
      Files.setLastModifiedTime(archive, written);
    }
  }

  private void slowly(byte[] packed, Path archive) throws IOException {
    Files.createFile(archive);
    int at = 0;
    while (at < packed.length) {
      int next = Math.min(packed.length, at + 1 + random.nextInt(packed.length));
      byte[] piece = Arrays.copyOfRange(packed, at, next);
      Files.write(archive, piece, StandardOpenOption.APPEND);
      at = next;
      if (random.nextInt(8) == 0) {
        life.crash();
      }
      life.poll(1 + random.nextInt(4));
    }
  }

  private void linkOrUnlink() throws IOException {
    if (!world.beside.isEmpty() && random.nextInt(3) == 0) {
      List<Path> names = List.copyOf(world.beside.keySet());
      Path name = names.get(random.nextInt(names.size()));
      life.say("unlink " + name.getFileName());
      world.unlink(name);
      return;
    }
    int number = random.nextInt(world.rotated.size() + 1);
    LogFile file = world.at(number);
    if (file == null) {
      return;
    }
    links++;
    if (random.nextInt(3) == 0) {
      life.say("link " + number + " to another family");
      Files.createLink(world.path(0).resolveSibling("kept" + links), world.path(number));
    } else {
      life.say("link " + number + " as " + links);
      world.link(number, "-202609" + (10 + links));
    }
  }

  private void cut() throws IOException {
    LogFile file = world.active;
    if (file == null || file.lines.isEmpty()) {
      return;
    }
    int lines = 1 + random.nextInt(file.lines.size());
    int left = file.lines.size() - lines;
    long bytes = file.lines.subList(left, left + lines).stream().mapToLong(world.text::bytes).sum();
    boolean enoughLeft = world.wholeBytes(file) - bytes - file.zeros >= LEAST_LEFT;
    if (enoughLeft && file.mostLines - left < MOST_CUT) {
      life.say("cut " + lines);
      boolean someWereSeen = life.check.beforeCut(lines);
      world.cut(lines);
      if (someWereSeen) {
        // Written to before the next look, the file would hide that it was ever cut.
        life.seeAll();
      }
    }
  }
}
