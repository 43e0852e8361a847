package io.tailwater.connectors.lake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is kept of a key, which is not the key.
 *
 * @param id its name, 1 to 64 letters, digits, {@code _} and {@code -}
 * @param sha256 of the key, 64 hexadecimal digits
 * @param scopes what it may be used for, at least one
 * @param created when it was made; empty where the file is of a version that did not say
 * @param purpose what it is for, one line, may be empty
 */
public record ApiKey(
    String id, String sha256, Set<KeyScope> scopes, Optional<Instant> created, String purpose) {
  private static final String UNKNOWN = "-";
  private static final String NAME = "(?<id>[A-Za-z0-9_-]{1,64})\\s+sha256:(?<hash>[0-9a-f]{64})";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern LINE =
      Pattern.compile(
          NAME + "\\s+(?<scopes>[a-z:,]{1,99})\\s+(?<created>\\S{1,40})(?:\\s+(?<purpose>.*))?");
  private static final Pattern OLD_LINE = Pattern.compile(NAME + "(?:\\s+(?<purpose>.*))?");

  public ApiKey {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "The id of a key is 1 to 64 letters, digits, '_' and '-', got \""
              + Printable.line(id)
              + "\"");
    }
    if (!Printable.line(purpose).equals(purpose)) {
      throw new IllegalArgumentException("What a key is for is said in one line of plain text");
    }
    scopes = Set.copyOf(scopes);
  }

  /** What is kept of a key that is made now. */
  public static ApiKey of(String id, String key, Set<KeyScope> scopes, Instant at, String purpose) {
    return new ApiKey(id, hash(key), scopes, Optional.of(at), purpose);
  }

  /** Reads a line of a file; empty when it is none. */
  static Optional<ApiKey> parse(String line) {
    Matcher key = LINE.matcher(line);
    Optional<Set<KeyScope>> scopes =
        key.matches() ? KeyScope.listed(key.group("scopes")) : Optional.empty();
    if (scopes.isEmpty()) {
      return Optional.empty();
    }
    try {
      String created = key.group("created");
      return Optional.of(
          new ApiKey(
              key.group("id"),
              key.group("hash"),
              scopes.get(),
              created.equals(UNKNOWN) ? Optional.empty() : Optional.of(Instant.parse(created)),
              purpose(key)));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The same of a file of version 1, whose keys were never good for anything but posts. */
  static Optional<ApiKey> parseOld(String line) {
    Matcher key = OLD_LINE.matcher(line);
    return key.matches()
        ? Optional.of(
            new ApiKey(
                key.group("id"),
                key.group("hash"),
                EnumSet.of(KeyScope.INGEST),
                Optional.empty(),
                purpose(key)))
        : Optional.empty();
  }

  /** The line that stands for it in a file. */
  String line() {
    String labels = scopes.stream().sorted().map(KeyScope::label).collect(Collectors.joining(","));
    return (id
            + " sha256:"
            + sha256
            + " "
            + labels
            + " "
            + created.map(Instant::toString).orElse(UNKNOWN)
            + " "
            + purpose)
        .strip();
  }

  /** True when it may be used for that. */
  public boolean allows(KeyScope scope) {
    return scopes.contains(scope) || scopes.contains(KeyScope.ADMIN);
  }

  static String hash(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static String purpose(Matcher key) {
    return key.group("purpose") == null ? "" : Printable.line(key.group("purpose").strip());
  }
}
