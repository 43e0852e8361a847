package io.tailwater.pipeline.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of a program that tests start often, loaded and verified once and kept in a file that
 * each start maps into memory: half of what a start takes. They are kept beside the compiled tests
 * until a jar of the class path changes. Where that cannot be done, starts are slow, and no more.
 */
final class SharedClasses {
  private static final Map<String, List<String>> OPTIONS = new ConcurrentHashMap<>();

  /** A run of the program that loads what others will, and ends by itself. */
  interface Rehearsal {
    /**
     * @param directory for what it leaves
     * @param options of the JVM, those that come last
     */
    void run(Path directory, List<String> options) throws IOException;
  }

  private SharedClasses() {}

  /** This JVM's class path, with the jars first: the file holds no classes of directories. */
  static String classPath() {
    return entries(Files::isRegularFile) + File.pathSeparator + entries(Files::isDirectory);
  }

  /** What a JVM with that class path is told, after a rehearsal if there is no file yet. */
  static List<String> options(String program, Rehearsal rehearsal) {
    return OPTIONS.computeIfAbsent(program, name -> made(name, rehearsal));
  }

  private static List<String> made(String program, Rehearsal rehearsal) {
    String[] directories = entries(Files::isDirectory).split(File.pathSeparator);
    if (directories.length != 1) {
      return List.of(); // The program itself is not in a jar.
    }
    Path home = Path.of(directories[0]).resolveSibling("shared-classes");
    try {
      Files.createDirectories(home);
      try (FileChannel lock =
              FileChannel.open(
                  home.resolve(program + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock alone = lock.lock()) {
        return made(program, home, rehearsal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> made(String program, Path home, Rehearsal rehearsal)
      throws IOException {
    Path classes = home.resolve(program + ".jsa");
    Path goesWith = home.resolve(program + ".jars");
    String jars = System.getProperty("java.vm.version") + "\n" + jars();
    if (!Files.exists(goesWith) || !Files.readString(goesWith).equals(jars)) {
      Files.deleteIfExists(classes);
      Path directory = Files.createTempDirectory(home, program);
      Path fresh = directory.resolve("fresh.jsa");
      String jarsAlone = entries(Files::isRegularFile);
      rehearsal.run(
          directory,
          List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + fresh, "-cp", jarsAlone));
      if (Files.exists(fresh)) {
        Files.move(fresh, classes, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.writeString(goesWith, jars);
    }
    return Files.exists(classes)
        ? List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + classes)
        : List.of();
  }

  private static String jars() throws IOException {
    StringBuilder jars = new StringBuilder();
    for (String jar : entries(Files::isRegularFile).split(File.pathSeparator)) {
      Path file = Path.of(jar);
      jars.append(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file) + "\n");
    }
    return jars.toString();
  }

  private static String entries(Predicate<Path> kind) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> kind.test(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
