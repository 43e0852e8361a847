package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Java process of its own that plays one scenario, under other limits or as another user. */
final class ScenarioProcess {
  private static final int NOBODY = 65534;

  private ScenarioProcess() {}

  /** Runs a class' {@code main} under a limit on open files. */
  static void runWithOpenFiles(int most, Class<?> main, Path work) throws Exception {
    run(List.of("sh", "-c", "ulimit -n " + most + "; exec \"$@\"", "sh"), main, work);
  }

  /**
   * Runs a class' {@code main} as a user whom permissions bind: another one than root, who is given
   * the work directory and let through the test's own above it. No other is touched.
   */
  static void runUnprivileged(Class<?> main, Path test, Path work) throws Exception {
    if ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") != 0) {
      run(List.of(), main, work);
      return;
    }
    for (Path above = test.getParent(); above != null; above = above.getParent()) {
      assumeThat(Files.getPosixFilePermissions(above))
          .as("who plays this must get through %s", above)
          .contains(PosixFilePermission.OTHERS_EXECUTE);
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(test);
    permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    Files.setPosixFilePermissions(test, permissions);
    Files.setAttribute(work, "unix:uid", NOBODY);
    String nobody = String.valueOf(NOBODY);
    run(List.of("setpriv", "--reuid=" + nobody, "--regid=" + nobody, "--clear-groups"), main, work);
  }

  /** Runs a class' {@code main} where file names are encoded as a locale says. */
  static void runInLocale(String locale, Class<?> main, Path work) throws Exception {
    run(List.of("env", "LC_ALL=" + locale), main, work);
  }

  private static void run(List<String> prefix, Class<?> main, Path work) throws Exception {
    Path output = Files.createTempFile(work.getParent(), "output", ".txt");
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath(work), main.getName(), work.toString()));
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).as("ended by itself, after %s", Files.readString(output)).isTrue();
    assertThat(process.exitValue()).as("exit code, after %s", Files.readString(output)).isZero();
  }

  /** What the engine and this harness need, copied to where any user can read it. */
  private static String classPath(Path work) throws IOException {
    List<String> copies = new ArrayList<>();
    for (String name :
        List.of(
            "io.tailwater.connectors.tail.file.TailEngine",
            "io.tailwater.connectors.tail.file.TailBench",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "com.fasterxml.jackson.core.JsonFactory",
            "com.fasterxml.jackson.annotation.JsonView",
            "org.slf4j.Logger",
            "org.assertj.core.api.Assertions",
            "net.bytebuddy.ByteBuddy",
            "org.junit.jupiter.api.Test",
            "org.opentest4j.AssertionFailedError")) {
      copies.add(copy(source(name), work.resolve("classes").resolve(copies.size() + ".jar")));
    }
    return String.join(File.pathSeparator, copies);
  }

  private static Path source(String className) {
    try {
      return Path.of(
          Class.forName(className).getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ReflectiveOperationException | URISyntaxException e) {
      throw new IllegalStateException("Where " + className + " comes from cannot be told", e);
    }
  }

  private static String copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        boolean needed = from.equals(file) || file.toString().contains("/tail/file/");
        Path target = to.resolve(from.relativize(file).toString()).normalize();
        if (needed) {
          Files.createDirectories(target.getParent());
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return to.toString();
  }
}
