package io.tailwater.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyChangesTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  @TempDir Path directory;

  @Test
  void theFirstKeyMakesAFileForItsOwnerAlone() throws IOException {
    Path file = directory.resolve("etc/keys");
    new KeyChanges(file).add(key("one"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("tailwater-keys 2");
  }

  @Test
  void anOldFileBecomesANewOneAndKeepsItsComments() throws IOException {
    Path file = directory.resolve("keys");
    String hash = ApiKey.hash("tw_old");
    Files.writeString(file, "tailwater-keys 1\n# the shop\n\nold sha256:" + hash + "  the till\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    new KeyChanges(file).add(key("one"));
    assertThat(Files.readAllLines(file))
        .startsWith(
            "tailwater-keys 2", "# the shop", "", "old sha256:" + hash + " ingest - the till")
        .hasSize(5);
    assertThat(ApiKeys.read(file).all()).extracting(ApiKey::id).containsExactly("old", "one");
    assertThat(FileRights.advice(file)).isEmpty();
  }

  @Test
  void anIdIsTakenOnceAndRemovedOnce() throws IOException {
    Path file = directory.resolve("keys");
    KeyChanges changes = new KeyChanges(file);
    assertThat(changes.remove("one")).isFalse();
    changes.add(key("one"));
    changes.add(key("other"));
    assertThatThrownBy(() -> changes.add(key("one")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("There is a key of id one already");
    assertThat(changes.remove("one")).isTrue();
    assertThat(changes.remove("one")).isFalse();
    assertThat(ApiKeys.read(file).all()).extracting(ApiKey::id).containsExactly("other");
  }

  @Test
  void aFileThatIsNoneIsLeftAsItIs() throws IOException {
    Path file =
        Files.writeString(directory.resolve("keys"), "tailwater-keys 2\nmy shopping list\n");
    assertThatThrownBy(() -> new KeyChanges(file).add(key("one")))
        .hasMessageStartingWith(file + ":2:");
    assertThat(file).content().isEqualTo("tailwater-keys 2\nmy shopping list\n");
  }

  @Test
  void manyAtOnceLoseNoneAndLeaveNothingBehind() throws IOException {
    Path file = directory.resolve("keys");
    List<String> ids = IntStream.range(0, 20).mapToObj(i -> "key-" + i).toList();
    ids.parallelStream().forEach(id -> add(file, id));
    assertThat(ApiKeys.read(file).all())
        .extracting(ApiKey::id)
        .containsExactlyInAnyOrderElementsOf(ids);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("keys", "keys.lock");
    }
  }

  private static void add(Path file, String id) {
    try {
      new KeyChanges(file).add(key(id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ApiKey key(String id) {
    return ApiKey.of(id, "tw_" + id, Set.of(KeyScope.READ), NOON, "tests");
  }
}
