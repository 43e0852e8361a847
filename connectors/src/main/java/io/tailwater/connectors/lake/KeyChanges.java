package io.tailwater.connectors.lake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes a file of keys: the whole new file takes the place of the old one, so that a reader sees
 * one or the other, and processes take turns by a lock on a file beside it. Comments stay; a file
 * of version 1 becomes one of version 2.
 */
public final class KeyChanges {
  private final Path file;

  /** Changes of a file, which need not be there yet. */
  public KeyChanges(Path file) throws IOException {
    this.file = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
  }

  /**
   * Adds a key, and the file where there is none.
   *
   * @throws IOException when the file cannot be read or written
   * @throws IllegalArgumentException when it has a key of that id
   */
  public void add(ApiKey key) throws IOException {
    change(
        lines -> {
          if (ids(lines).contains(key.id())) {
            throw new IllegalArgumentException(
                "There is a key of id "
                    + key.id()
                    + " already; revoke it first, or take another id");
          }
          lines.add(key.line());
          return true;
        });
  }

  /**
   * Removes the key of an id. False when there is none.
   *
   * @throws IOException when the file cannot be read or written
   */
  public boolean remove(String id) throws IOException {
    return Files.exists(file) && change(lines -> lines.removeIf(line -> idOf(line).equals(id)));
  }

  /** Changes lines of version 2 after the first; false when they stay as they are. */
  private interface Change {
    boolean of(List<String> lines);
  }

  private boolean change(Change change) throws IOException {
    // The lock on the file is between processes, and refuses a second thread of one.
    synchronized (KeyChanges.class) {
      return changeAlone(change);
    }
  }

  private boolean changeAlone(Change change) throws IOException {
    Files.createDirectories(file.getParent());
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel turn =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      turn.lock();
      List<String> lines = current();
      boolean changed = change.of(lines);
      if (changed) {
        lines.add(0, ApiKeys.firstLine());
        replace(String.join("\n", lines) + "\n");
      }
      return changed;
    }
  }

  private List<String> current() throws IOException {
    List<String> lines = new ArrayList<>();
    if (Files.exists(file)) {
      List<String> written = Files.readAllLines(file);
      List<ApiKey> keys = new ArrayList<>(ApiKeys.parse(file, written).all());
      for (String line : written.subList(1, written.size())) {
        lines.add(ApiKeys.saysNothing(line) ? line : keys.remove(0).line());
      }
    }
    return lines;
  }

  private void replace(String text) throws IOException {
    Path next = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".new");
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(next, PosixFileAttributeView.class);
      if (view != null) {
        view.setPermissions(FileRights.narrowed(file));
        keepOwner(view);
      }
      try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** Who changes it as root must not take it away from the service. */
  private void keepOwner(PosixFileAttributeView next) throws IOException {
    if (Files.exists(file)) {
      PosixFileAttributes old = Files.readAttributes(file, PosixFileAttributes.class);
      PosixFileAttributes now = next.readAttributes();
      if (!old.group().equals(now.group())) {
        next.setGroup(old.group());
      }
      if (!old.owner().equals(now.owner())) {
        next.setOwner(old.owner());
      }
    }
  }

  private static Set<String> ids(List<String> lines) {
    return lines.stream().map(KeyChanges::idOf).collect(Collectors.toUnmodifiableSet());
  }

  /** The id of a line of a key; of any other, what no id can be. */
  private static String idOf(String line) {
    return ApiKeys.saysNothing(line) ? "" : line.strip().split("\\s", 2)[0];
  }
}
