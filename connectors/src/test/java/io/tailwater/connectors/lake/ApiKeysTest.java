package io.tailwater.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {
  private static final String OLD = "tailwater-keys 1";

  @TempDir Path directory;

  @Test
  void aFileHoldsHashesAndNoKeys() throws IOException {
    String one = ApiKeys.newKey();
    String other = ApiKeys.newKey();
    Path file = directory.resolve("keys");
    KeyChanges changes = new KeyChanges(file);
    changes.add(key("one", one, "the till", KeyScope.READ, KeyScope.SQL_READ));
    changes.add(key("other", other, "", KeyScope.ADMIN));
    ApiKeys keys = ApiKeys.read(file);
    assertThat(keys.find(one))
        .contains(key("one", one, "the till", KeyScope.READ, KeyScope.SQL_READ));
    assertThat(keys.find(one).orElseThrow().allows(KeyScope.READ)).isTrue();
    assertThat(keys.find(one).orElseThrow().allows(KeyScope.INGEST)).isFalse();
    assertThat(KeyScope.values()).allMatch(keys.find(other).orElseThrow()::allows);
    assertThat(keys.find(one.substring(1))).isEmpty();
    assertThat(keys.find("")).isEmpty();
    assertThat(keys.find(ApiKeys.newKey())).isEmpty();
    assertThat(file).content().doesNotContain(one).doesNotContain(other);
  }

  @Test
  void keysOfVersionOneMayPostAndNothingElse() throws IOException {
    String key = ApiKeys.newKey();
    Path file = write(OLD + "\n# keys of the shop\n\none sha256:" + ApiKey.hash(key) + " a till\n");
    ApiKey known = ApiKeys.read(file).find(key).orElseThrow();
    assertThat(known.scopes()).containsExactly(KeyScope.INGEST);
    assertThat(known.created()).isEmpty();
    assertThat(known.purpose()).isEqualTo("a till");
  }

  @Test
  void aLineThatIsNoneIsNamedAndNotShown() throws IOException {
    Path old = write(OLD + "\ntw_a-key-in-the-clear\n");
    assertThatThrownBy(() -> ApiKeys.read(old))
        .isInstanceOf(IOException.class)
        .hasMessage(old + ":2: want <id> sha256:<64 hex digits> <text>, got another text");
    String line = key("one", "tw_x", "", KeyScope.READ).line();
    for (String wrong : List.of("tw_x", line.replace(" read ", " reed "), line.replace("-", ""))) {
      Path file = write(ApiKeys.firstLine() + "\n\n" + wrong + "\n");
      assertThatThrownBy(() -> ApiKeys.read(file))
          .hasMessage(
              file
                  + ":3: want <id> sha256:<64 hex digits> <scopes> <time> <text>, got another text");
    }
    Path other = write("tailwater-keys 3\n");
    assertThatThrownBy(() -> ApiKeys.read(other))
        .hasMessage(other + ":1: want \"tailwater-keys 2\", got another text");
  }

  @Test
  void aChangedFileIsReadAgainAndABrokenOneAllowsNobody() throws IOException {
    String key = ApiKeys.newKey();
    String line = "one sha256:" + ApiKey.hash(key) + " ";
    KeyFile keys = new KeyFile(write(OLD + "\n" + line));
    assertThat(keys.find(key)).isPresent();
    write(OLD);
    await(() -> keys.find(key).isEmpty());
    write(OLD + "\n" + line + "again");
    await(() -> keys.find(key).isPresent());
    write("nonsense");
    await(() -> keys.find(key).isEmpty());
    write(OLD + "\n" + line + "once more");
    await(() -> keys.find(key).isPresent());
  }

  @Test
  void aFileThatEverybodyMayWriteToLetsNobodyIn() throws IOException {
    String key = ApiKeys.newKey();
    Path file = write(OLD + "\none sha256:" + ApiKey.hash(key) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(FileRights.advice(file).orElseThrow()).contains("may be read by everybody");
    assertThat(new KeyFile(file).find(key)).isPresent();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThatThrownBy(() -> new KeyFile(file)).hasMessageContaining("chmod 600 " + file);
  }

  private static ApiKey key(String id, String key, String purpose, KeyScope... scopes) {
    return ApiKey.of(id, key, Set.of(scopes), Instant.parse("2026-11-28T10:00:00Z"), purpose);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("keys"), text);
  }
}
