package io.tailwater.connectors.lake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of API keys, which holds no key, only their SHA-256: a key is 32 random bytes, so its
 * digest gives nothing away and needs no salt. The first line is {@code tailwater-keys 1}, each
 * other line {@code <id> sha256:<hex> <what it is for>}; blank lines and those that begin with
 * {@code #} say nothing.
 */
public final class ApiKeys {
  private static final String FIRST_LINE = "tailwater-keys 1";
  private static final Pattern LINE =
      Pattern.compile("(?<id>[A-Za-z0-9_-]{1,64})\\s+sha256:(?<hash>[0-9a-f]{64})(?:\\s+.*)?");
  private static final int KEY_BYTES = 32;

  private final List<byte[]> hashes;

  private ApiKeys(List<byte[]> hashes) {
    this.hashes = List.copyOf(hashes);
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read, or is no such file; the message says which line
   */
  public static ApiKeys read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).strip().equals(FIRST_LINE)) {
      throw new IOException(
          file
              + ":1: want \""
              + FIRST_LINE
              + "\", got "
              + (lines.isEmpty() ? "nothing" : "another text"));
    }
    List<byte[]> hashes = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher key = LINE.matcher(line);
      if (!key.matches()) {
        // Not what stands there: it may be a key.
        throw new IOException(
            file + ":" + (i + 1) + ": want <id> sha256:<64 hex digits> <text>, got another text");
      }
      hashes.add(HexFormat.of().parseHex(key.group("hash")));
    }
    return new ApiKeys(hashes);
  }

  /** A new key. */
  public static String newKey() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    return "tw_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** An empty file. */
  public static String firstLine() {
    return FIRST_LINE + "\n";
  }

  /** The line that a key has in the file. */
  public static String line(String id, String key, String purpose) {
    String line = id + " sha256:" + HexFormat.of().formatHex(hash(key)) + " " + purpose;
    if (!LINE.matcher(line).matches()) {
      throw new IllegalArgumentException(
          "A key's id is 1 to 64 letters, digits, '_' and '-', and its purpose one line, got \""
              + id
              + "\" and \""
              + purpose
              + "\"");
    }
    return line + "\n";
  }

  /** True when it is one of the keys. It takes as long for any text of its length. */
  public boolean allows(String key) {
    byte[] hash = hash(key);
    boolean known = false;
    for (byte[] one : hashes) {
      known |= MessageDigest.isEqual(one, hash);
    }
    return known;
  }

  private static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
