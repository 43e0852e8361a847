package io.tailwater.connectors.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Who may touch a file of keys. Where the file system knows no such rights, anything goes. */
public final class FileRights {
  private FileRights() {}

  /**
   * Hashes tell nothing, but who can write one has a key.
   *
   * @throws IOException when everybody may write to it
   */
  static void check(Path file) throws IOException {
    if (of(file).contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(
          file
              + " may be written by everybody, who could add keys of their own: chmod 600 "
              + file);
    }
  }

  /** What should be changed about a file; empty when nothing. */
  public static Optional<String> advice(Path file) throws IOException {
    return of(file).contains(PosixFilePermission.OTHERS_READ)
        ? Optional.of(file + " may be read by everybody, who learn what keys there are: chmod 600")
        : Optional.empty();
  }

  /** The rights of a file that takes the place of another: its own, and none for others. */
  static Set<PosixFilePermission> narrowed(Path file) throws IOException {
    Set<PosixFilePermission> rights =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    if (Files.exists(file) && of(file).contains(PosixFilePermission.GROUP_READ)) {
      rights.add(PosixFilePermission.GROUP_READ);
    }
    return rights;
  }

  private static Set<PosixFilePermission> of(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view == null ? Set.of() : view.readAttributes().permissions();
  }
}
