package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.LocalFileIO;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Local files, of which the next ones to be written may find no space; or the process that works
 * with them is dead from some moment on.
 */
public final class FaultyFileIO implements SupportsPrefixOperations {
  private static final long serialVersionUID = 1;
  private static final Map<Path, AtomicInteger> FULL = new ConcurrentHashMap<>();
  private static final Map<Path, Life> LIVES = new ConcurrentHashMap<>();

  private static final AtomicLong OPENED = new AtomicLong();

  /** What the location of a file begins with that is said to be in an object store. */
  static final String STORE = "store://";

  private final LocalFileIO files = new LocalFileIO();

  /** How many files were asked for to be read so far, but for the tables' own metadata. */
  static long opened() {
    return OPENED.get();
  }

  /** So many of the files that come to a warehouse, by all instances, cannot be written. */
  public static void full(Path warehouse, int times) {
    FULL.put(warehouse, new AtomicInteger(times));
  }

  /**
   * How long the process lives.
   *
   * @param left files of the warehouse that it still writes or deletes, below 0 once it is dead
   * @param torn whether the file that it dies at is begun, or not there at all
   */
  private record Life(AtomicInteger left, boolean torn) {}

  /** The process dies at a file of the warehouse that it writes or deletes; 0 is the next one. */
  static void dieAt(Path warehouse, int file, boolean torn) {
    LIVES.put(warehouse, new Life(new AtomicInteger(file), torn));
  }

  /**
   * All files that come to the warehouse can be written.
   *
   * @return how many it would have written or deleted yet, below 0 if it died; 0 without such
   */
  public static int forget(Path warehouse) {
    FULL.remove(warehouse);
    Life life = LIVES.remove(warehouse);
    return life == null ? 0 : life.left.get();
  }

  /** A file is about to be written or deleted. */
  private static void live(Path file, Runnable begin) {
    LIVES.forEach(
        (warehouse, life) -> {
          if (file.startsWith(warehouse) && life.left.decrementAndGet() < 0) {
            if (life.torn && life.left.get() == -1) {
              begin.run();
            }
            throw new Fail.Killed();
          }
        });
  }

  /** How many of the files that come to where this one goes cannot be written, it included. */
  private static int left(Path file) {
    return FULL.entrySet().stream()
        .filter(warehouse -> file.startsWith(warehouse.getKey()))
        .mapToInt(warehouse -> warehouse.getValue().getAndUpdate(n -> Math.max(0, n - 1)))
        .sum();
  }

  /** Where a file of this machine is that plays one of an object store. */
  private static String local(String path) {
    return path.startsWith(STORE) ? path.substring(STORE.length()) : path;
  }

  @Override
  public InputFile newInputFile(String path) {
    if (!path.endsWith(".metadata.json")) {
      OPENED.incrementAndGet();
    }
    return files.newInputFile(local(path));
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return new Output(files.newOutputFile(local(path)));
  }

  @Override
  public void deleteFile(String path) {
    live(LocalFileIO.pathOf(local(path)), () -> {});
    files.deleteFile(local(path));
  }

  @Override
  public Iterable<FileInfo> listPrefix(String prefix) {
    if (!prefix.startsWith(STORE)) {
      return files.listPrefix(prefix);
    }
    List<FileInfo> found = new ArrayList<>();
    for (FileInfo file : files.listPrefix(local(prefix))) {
      found.add(new FileInfo(STORE + file.location(), file.size(), file.createdAtMillis()));
    }
    return found;
  }

  @Override
  public void deletePrefix(String prefix) {
    files.deletePrefix(prefix);
  }

  private record Output(OutputFile real) implements OutputFile {
    @Override
    public PositionOutputStream create() {
      live(LocalFileIO.pathOf(location()), () -> begin(real.create()));
      return open(real.create());
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      live(LocalFileIO.pathOf(location()), () -> begin(real.createOrOverwrite()));
      return open(real.createOrOverwrite());
    }

    /** Every other one cannot even be begun. */
    private PositionOutputStream open(PositionOutputStream stream) {
      int left = left(LocalFileIO.pathOf(location()));
      if (left == 0) {
        return stream;
      }
      if (left % 2 == 0) {
        throw new UncheckedIOException("Cannot create " + location(), noSpace());
      }
      return new Full(stream);
    }

    @Override
    public String location() {
      return real.location();
    }

    @Override
    public InputFile toInputFile() {
      return real.toInputFile();
    }
  }

  private static void begin(PositionOutputStream file) {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IOException noSpace() {
    return new IOException("No space left on device");
  }

  /** Takes what it is given, as a buffer does, and finds no room for it in the end. */
  private static final class Full extends PositionOutputStream {
    private final PositionOutputStream real;

    Full(PositionOutputStream real) {
      this.real = real;
    }

    @Override
    public long getPos() throws IOException {
      return real.getPos();
    }

    @Override
    public void write(int value) throws IOException {
      real.write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      real.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      real.close();
      throw noSpace();
    }
  }
}
