package io.tailwater.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {
  @TempDir Path directory;

  @Test
  void aFileHoldsHashesAndNoKeys() throws IOException {
    String one = ApiKeys.newKey();
    String other = ApiKeys.newKey();
    Path file =
        write(
            ApiKeys.firstLine()
                + "# keys of the shop\n\n"
                + ApiKeys.line("one", one, "the till")
                + ApiKeys.line("other", other, ""));
    ApiKeys keys = ApiKeys.read(file);
    assertThat(keys.allows(one)).isTrue();
    assertThat(keys.allows(other)).isTrue();
    assertThat(keys.allows(one.substring(1))).isFalse();
    assertThat(keys.allows("")).isFalse();
    assertThat(keys.allows(ApiKeys.newKey())).isFalse();
    assertThat(file).content().doesNotContain(one).doesNotContain(other);
  }

  @Test
  void aLineThatIsNoneIsNamedAndNotShown() throws IOException {
    Path file = write(ApiKeys.firstLine() + "tw_a-key-in-the-clear\n");
    assertThatThrownBy(() -> ApiKeys.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ":2: want <id> sha256:<64 hex digits> <text>, got another text");
    Path other = write("tailwater-keys 2\n");
    assertThatThrownBy(() -> ApiKeys.read(other))
        .hasMessage(other + ":1: want \"tailwater-keys 1\", got another text");
  }

  @Test
  void aChangedFileIsReadAgainAndABrokenOneAllowsNobody() throws IOException {
    String key = ApiKeys.newKey();
    Path file = write(ApiKeys.firstLine() + ApiKeys.line("one", key, ""));
    KeyFile keys = new KeyFile(file);
    assertThat(keys.allows(key)).isTrue();
    write(ApiKeys.firstLine());
    await(() -> !keys.allows(key));
    write(ApiKeys.firstLine() + ApiKeys.line("one", key, "again"));
    await(() -> keys.allows(key));
    write("nonsense");
    await(() -> !keys.allows(key));
    write(ApiKeys.firstLine() + ApiKeys.line("one", key, "once more"));
    await(() -> keys.allows(key));
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
