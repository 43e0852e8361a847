package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each chunk of lines brings the first line of its own file, wherever reading goes on. */
class FirstLineTest extends Benched {
  @Test
  void itComesWithTheFirstLinesAndWithThoseAfterARestart() throws IOException {
    tail.firstLines = true;
    tail.write("\n \r\nts,a\r\n1,x\n").start().drain();
    tail.write("2,x\n").drain();
    tail.crash();
    tail.write("3,x\n").start().drain();
    assertThat(firstLines()).containsExactly("ts,a\r", "ts,a\r", "ts,a\r");
  }

  @Test
  void itIsThatOfTheFileAlsoAfterARotationOrATruncation() throws IOException {
    tail.firstLines = true;
    tail.write("ts,a\n1,x\n").start().drain();
    tail.crash();
    tail.write("2,x\n").rename(".1");
    tail.write("a,ts\nx,3\n").start().drain();
    tail.crash();
    Files.writeString(tail.log, "b,a,ts\ny,x,4\n");
    tail.start().drain();
    assertThat(tail.lines()).hasSize(7);
    assertThat(firstLines()).containsExactlyInAnyOrder("ts,a", "ts,a", "a,ts", "b,a,ts");
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void itIsTakenFromAnArchiveThatIsReadOnInTheMiddle(Codec codec) throws IOException {
    tail.firstLines = true;
    tail.write("ts,a\n" + "1,x\n".repeat(1000)).start().drain();
    tail.crash();
    byte[] all = ("ts,a\n" + "1,x\n".repeat(2000)).getBytes(StandardCharsets.US_ASCII);
    String ending = codec == Codec.GZIP ? ".1.gz" : ".1.zst";
    Files.delete(tail.log);
    Files.write(tail.rotated(ending), Packing.pack(codec, all));
    tail.start().drain();
    tail.clock.push(10_000);
    tail.drain();
    assertThat(tail.lines()).hasSize(2001);
    assertThat(firstLines()).hasSizeGreaterThan(1).containsOnly("ts,a");
  }

  @Test
  void aFileWhoseFirstLineIsVeryLongHasNoneAndNeitherHasWhoAsksForNone() throws IOException {
    tail.firstLines = true;
    tail.write("x".repeat(70_000) + "\n1,x\n").start().drain();
    tail.write("2,x\n").drain();
    assertThat(firstLines()).hasSizeGreaterThan(1).containsOnly("none");
    tail.crash();
    tail.firstLines = false;
    tail.write("3,x\n").start().drain();
    assertThat(firstLines()).containsOnly("none");
  }

  private List<String> firstLines() {
    return tail.chunks.stream()
        .filter(chunk -> chunk.kind() == TailChunk.Kind.LINES && chunk.bytes().length > 0)
        .map(TailChunk::firstLine)
        .map(line -> line == null ? "none" : new String(line, StandardCharsets.US_ASCII))
        .toList();
  }
}
