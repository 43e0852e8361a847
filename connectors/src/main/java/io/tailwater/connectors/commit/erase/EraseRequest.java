package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.commit.erase.WhereToken.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;

/**
 * Which events are meant, and what is to become of them.
 *
 * @param where what they have in common
 * @param set columns that are changed; none when the events are to go
 * @param shape the whole without its values, for a receipt
 * @param text the whole in one spelling
 */
public record EraseRequest(Expression where, List<Assignment> set, String shape, String text) {

  public EraseRequest {
    set = List.copyOf(set);
  }

  /**
   * Reads a request.
   *
   * @param events columns of the events, under the names that the lake gives them
   * @param where a predicate like {@code client_ip = '203.0.113.7' and ts < '2026-11-26T00:00:00Z'}
   * @param sets changes like {@code client_ip=null}
   * @throws IllegalArgumentException when it cannot be understood, with a sentence that says why
   */
  public static EraseRequest parse(Schema events, String where, List<String> sets) {
    List<WhereToken> tokens = WhereToken.of(where);
    Expression expression = WhereParser.parse(events, tokens);
    List<Assignment> set = sets.stream().map(text -> Assignment.parse(events, text)).toList();
    Set<String> seen = new HashSet<>();
    for (Assignment one : set) {
      if (!seen.add(one.column())) {
        throw new IllegalArgumentException("--set " + one.column() + ": is given twice, want one");
      }
    }
    String change = set.isEmpty() ? "" : " set " + text(set, false);
    String shape = set.isEmpty() ? "" : " set " + text(set, true);
    return new EraseRequest(
        expression, set, "where " + join(tokens, true) + shape, join(tokens, false) + change);
  }

  /** True when the events stay, with other values. */
  public boolean isCorrection() {
    return !set.isEmpty();
  }

  /** Tells requests apart without repeating the values in them, as far as a hash can. */
  String hash(String salt) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((salt + "\n" + text).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static String join(List<WhereToken> tokens, boolean masked) {
    return tokens.stream()
        .filter(token -> token.kind() != Kind.END)
        .map(token -> masked ? masked(token) : spelled(token))
        .collect(Collectors.joining(" "));
  }

  private static String spelled(WhereToken token) {
    return token.kind() == Kind.TEXT ? "'" + token.text().replace("'", "''") + "'" : token.text();
  }

  private static String masked(WhereToken token) {
    return token.kind() == Kind.TEXT || token.kind() == Kind.NUMBER ? "?" : token.text();
  }

  private static String text(List<Assignment> set, boolean masked) {
    return set.stream()
        .map(one -> one.column() + "=" + (masked && one.value() != null ? "?" : one.value()))
        .collect(Collectors.joining(", "));
  }

  /** Without its values, which are nobody's to log. */
  @Override
  public String toString() {
    return shape;
  }
}
