package io.tailwater.connectors.commit;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Commits to a lake in a JVM of its own, up to one step, where it waits to be killed. */
final class CommitProcess implements AutoCloseable {
  private static final String ACKNOWLEDGED = "acknowledged ";

  private final Process process;
  private final Path errors;

  private CommitProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** Starts the process. */
  static CommitProcess start(Path warehouse, CommitFault fault, CommitStep step, long seed)
      throws IOException {
    Path errors = warehouse.resolveSibling(warehouse.getFileName() + ".err");
    return new CommitProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-D" + Fail.WAIT_FOR_DEATH + "=true",
                "-cp",
                System.getProperty("java.class.path"),
                CommitProcess.class.getName(),
                warehouse.toString(),
                fault.name(),
                step.name(),
                Long.toString(seed))
            .redirectError(Redirect.to(errors.toFile()))
            .start(),
        errors);
  }

  /**
   * Kills it with -9 at its step.
   *
   * @return number of the newest commit that it has acknowledged; 0 for none
   */
  long killAtTheStep() throws IOException, InterruptedException {
    long acknowledged = 0;
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(ACKNOWLEDGED)) {
          acknowledged = Long.parseLong(line.substring(ACKNOWLEDGED.length()));
        }
        if (line.equals(Fail.WAIT_FOR_DEATH)) {
          process.destroyForcibly().waitFor();
          return acknowledged;
        }
      }
    }
    throw new AssertionError(
        "Ended before its step with " + process.waitFor() + ":\n" + Files.readString(errors));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process: warehouse, fault, step, seed. */
  public static void main(String[] args) {
    List<String> given = List.of(args);
    SplittableRandom random = new SplittableRandom(Long.parseLong(given.get(3)));
    CommitFault fault = CommitFault.valueOf(given.get(1));
    CommitStep step = CommitStep.valueOf(given.get(2));
    try (CommitPlay play = new CommitPlay(Path.of(given.get(0)), fault, step, random)) {
      play.tell(commit -> System.out.println(ACKNOWLEDGED + commit.seq()));
      play.play();
    }
  }
}
