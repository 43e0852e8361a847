package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Copies that others write to while the process is away. */
class WrittenCopyTest extends Benched {
  private static final String READ = "a".repeat(300) + "\n" + "b".repeat(300) + "\n";

  @Test
  void whatIsWrittenOverACopyThatALogWentOnInIsReadOnceAcrossARestart() throws IOException {
    tail.write("a".repeat(300) + "\n").start().drain();
    Files.copy(tail.log, tail.rotated(".1"));
    Files.writeString(tail.log, "b\n");
    tail.drain();
    Files.writeString(tail.rotated(".1"), "c".repeat(300) + "\n");
    tail.drain();
    tail.crash();
    tail.start().drain();
    assertThat(tail.lines()).containsExactlyInAnyOrder("a".repeat(300), "b", "c".repeat(300));
  }

  @Test
  void aCopyThatLacksTheLastLinesAndIsWrittenToIsNotReadAgain() throws IOException {
    tail.write(READ).start().drain();
    Files.copy(tail.log, tail.rotated(".1"));
    tail.write("c\n").drain();
    tail.crash();
    Files.writeString(tail.log, "");
    TailBench.append(tail.rotated(".1"), "d\n");
    tail.start().drain();
    tail.clock.push(70_000);
    tail.drain();
    assertThat(tail.lines()).containsExactly("a".repeat(300), "b".repeat(300), "c", "d");
  }

  @Test
  void aCopyThatLacksTheLastLinesIsKnownAsSoonAsItsOriginalIsEmptied() throws IOException {
    tail.write(READ).start().drain();
    tail.write("c\n").drain();
    Files.writeString(tail.rotated(".1"), READ);
    Files.writeString(tail.log, "");
    tail.pollOnce();
    tail.pollOnce();
    tail.pollOnce();
    tail.crash();
    TailBench.append(tail.rotated(".1"), "d\n");
    tail.start().drain();
    tail.clock.push(70_000);
    tail.drain();
    assertThat(tail.lines()).containsExactly("a".repeat(300), "b".repeat(300), "c", "d");
  }

  /**
   * Many logs begin with the same lines; a longer beginning than an anchor proves nothing alone.
   */
  @Test
  void aNewLogWithTheBannerOfAnEmptiedOneIsReadFromItsStart() throws IOException {
    String banner = "#".repeat(300) + "\n";
    StringBuilder lines = new StringBuilder();
    for (int line = 0; line < 40; line++) {
      lines.append("line ").append(line).append('\n');
    }
    tail.write(banner).start().drain();
    tail.write(lines.toString()).drain();
    tail.crash();
    Files.writeString(tail.log, "");
    tail.rename(".1");
    Files.writeString(tail.log, banner + "new\n");
    tail.start().drain();
    assertThat(tail.lines()).hasSize(43).endsWith("#".repeat(300), "new");
  }
}
