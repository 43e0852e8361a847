package io.tailwater.pipeline.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is appended to, and renamed when it is large; two older ones are kept. */
final class RotatingFile implements AutoCloseable {
  private final Path file;
  private final long rotateBytes;
  private final boolean isNew;
  private OutputStream out;
  private long size;

  RotatingFile(Path file, long rotateBytes) throws IOException {
    this.file = file;
    this.rotateBytes = rotateBytes;
    isNew = !Files.exists(file);
    if (isNew && file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    open();
    if (!isNew && !endsWithLine()) {
      out.write('\n');
      size++;
    }
  }

  /** Whether the file was not there before. */
  boolean isNew() {
    return isNew;
  }

  /** Appends whole lines in one piece and clears them. */
  void write(LineBytes lines) throws IOException {
    if (lines.length() == 0) {
      return;
    }
    if (size > 0 && size + lines.length() > rotateBytes) {
      rotate();
    }
    size += lines.length();
    lines.writeTo(out);
  }

  private void rotate() throws IOException {
    out.close();
    Path first = sibling(".1");
    if (Files.exists(first)) {
      Files.move(first, sibling(".2"), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(file, first);
    open();
  }

  private void open() throws IOException {
    out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    size = Files.size(file);
  }

  /** False when a writer was killed within a line; that line must not swallow ours. */
  private boolean endsWithLine() throws IOException {
    if (size == 0) {
      return true;
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(size - 1);
      return in.read() == '\n';
    }
  }

  private Path sibling(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
