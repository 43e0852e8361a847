package io.tailwater.connectors.lake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The keys of a file, which holds no key, only their SHA-256: a key is 32 random bytes, so its
 * digest gives nothing away and needs no salt. The first line is {@code tailwater-keys 2}, each
 * other line {@code <id> sha256:<hex> <scopes> <created> <what it is for>}; blank lines and those
 * that begin with {@code #} say nothing.
 *
 * <p>Version 1 had neither scopes nor times. Its keys may post to the gateway, which is all that
 * they could ever be used for.
 *
 * @param all in the order of the file
 */
public record ApiKeys(List<ApiKey> all) {
  private static final String FIRST_LINE = "tailwater-keys 2";
  private static final String OLD_FIRST_LINE = "tailwater-keys 1";
  private static final int KEY_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  public ApiKeys {
    all = List.copyOf(all);
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read, or is no such file; the message says which line
   */
  public static ApiKeys read(Path file) throws IOException {
    return parse(file, Files.readAllLines(file));
  }

  static ApiKeys parse(Path file, List<String> lines) throws IOException {
    String first = lines.isEmpty() ? "" : lines.get(0).strip();
    boolean old = first.equals(OLD_FIRST_LINE);
    if (!old && !first.equals(FIRST_LINE)) {
      throw new IOException(
          "%s:1: want \"%s\", got %s"
              .formatted(file, FIRST_LINE, lines.isEmpty() ? "nothing" : "another text"));
    }
    Function<String, Optional<ApiKey>> parse = old ? ApiKey::parseOld : ApiKey::parse;
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!saysNothing(lines.get(i))) {
        // Not what stands there: it may be a key.
        String got =
            "%s:%d: want <id> sha256:<64 hex digits> %s, got another text"
                .formatted(file, i + 1, old ? "<text>" : "<scopes> <time> <text>");
        keys.add(parse.apply(lines.get(i).strip()).orElseThrow(() -> new IOException(got)));
      }
    }
    return new ApiKeys(keys);
  }

  static boolean saysNothing(String line) {
    return line.isBlank() || line.stripLeading().startsWith("#");
  }

  /** A new key. */
  public static String newKey() {
    byte[] random = new byte[KEY_BYTES];
    RANDOM.nextBytes(random);
    return "tw_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** The first line of a file. */
  static String firstLine() {
    return FIRST_LINE;
  }

  /** What is known of a key. It takes as long for any text of its length, known or not. */
  public Optional<ApiKey> find(String key) {
    byte[] hash = ApiKey.hash(key).getBytes(StandardCharsets.US_ASCII);
    ApiKey found = null;
    for (ApiKey one : all) {
      boolean same = MessageDigest.isEqual(one.sha256().getBytes(StandardCharsets.US_ASCII), hash);
      found = same ? one : found;
    }
    return Optional.ofNullable(found);
  }
}
