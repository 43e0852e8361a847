package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.StreamName;
import io.tailwater.connectors.tail.file.Anchor;
import io.tailwater.connectors.tail.file.Codec;
import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.FileKey;
import io.tailwater.connectors.tail.file.Generation;
import io.tailwater.connectors.tail.file.Head;
import io.tailwater.connectors.tail.file.Trail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedFileTest {
  @TempDir Path directory;

  @Test
  void onlyAFinishedFileThatIsReadToItsEndIsAllThere() throws IOException {
    Path file = Files.writeString(directory.resolve("events"), "0123456789");
    long inode = (Long) Files.getAttribute(file, "unix:ino");
    assertThat(new CommittedFile(inode, 10, true).isAllOf(file)).isTrue();
    assertThat(new CommittedFile(inode, 9, true).isAllOf(file)).isFalse();
    assertThat(new CommittedFile(inode, 10, false).isAllOf(file)).isFalse();
    assertThat(new CommittedFile(inode + 1, 10, true).isAllOf(file)).isFalse();
  }

  @Test
  void theLedgerSaysHowFarTheFilesOfASourceAreCommitted() {
    Path one = directory.resolve("one");
    Path other = directory.resolve("other");
    Map<Path, CommittedFile> files =
        CommittedFile.of(
            "app",
            List.of(
                head("app", one, 7, 10, Generation.State.ACTIVE),
                head("app", other, 8, 20, Generation.State.FINAL),
                head("web", directory.resolve("web"), 9, 30, Generation.State.FINAL),
                new StreamHead("app", StreamName.ofNothing("app"), 0, 0, null, "{}")));
    assertThat(files)
        .isEqualTo(
            Map.of(one, new CommittedFile(7, 10, false), other, new CommittedFile(8, 20, true)));
  }

  private static StreamHead head(
      String source, Path path, long inode, long offset, Generation.State state) {
    FileKey key = new FileKey(1, inode, 3);
    String stream = path + "#" + key + ".0";
    Generation read =
        new Generation(
            stream,
            path.toString(),
            "localhost",
            key,
            0,
            new Generation.Place(
                new Head(List.of()), offset, new Anchor(0, ""), new Trail(List.of()), 0),
            offset,
            0,
            Codec.NONE,
            0,
            0,
            state,
            0);
    return new StreamHead(source, stream, offset, offset, null, Evidence.write(read));
  }
}
