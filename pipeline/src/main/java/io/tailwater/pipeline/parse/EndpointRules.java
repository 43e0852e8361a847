package io.tailwater.pipeline.parse;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Endpoint names the operator knows, tried in order before paths are masked. A segment in braces or
 * {@code *} matches any one segment, a last segment {@code **} matches all that follows, even
 * nothing: {@code /users/{id}}, {@code /static/**}. The rule itself is the endpoint's name.
 */
public final class EndpointRules implements Serializable {
  /** No rules. */
  public static final EndpointRules NONE = new EndpointRules(List.of());

  private static final long serialVersionUID = 1L;
  private static final byte[] ANY = {};

  private final List<String> texts;
  private final List<byte[]> names = new ArrayList<>();
  private final List<byte[][]> segments = new ArrayList<>();
  private final List<Boolean> open = new ArrayList<>();

  private EndpointRules(List<String> texts) {
    this.texts = texts;
    for (String text : texts) {
      compile(text);
    }
  }

  /**
   * Compiles rules.
   *
   * @throws IllegalArgumentException naming the first rule that is none
   */
  public static EndpointRules of(List<String> rules) {
    return rules.isEmpty() ? NONE : new EndpointRules(new ArrayList<>(rules));
  }

  private void compile(String text) {
    if (!text.startsWith("/") || text.contains("//") || text.contains("?")) {
      throw wrong(text, "starts with one slash and has no query");
    }
    String body =
        text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    String[] parts = body.length() == 1 ? new String[0] : body.substring(1).split("/");
    boolean any = parts.length > 0 && parts[parts.length - 1].equals("**");
    byte[][] compiled = new byte[any ? parts.length - 1 : parts.length][];
    for (int i = 0; i < compiled.length; i++) {
      compiled[i] = segment(text, parts[i]);
    }
    names.add(body.getBytes(StandardCharsets.UTF_8));
    segments.add(compiled);
    open.add(any);
  }

  private static byte[] segment(String rule, String part) {
    if (part.equals("*") || (part.length() > 2 && part.startsWith("{") && part.endsWith("}"))) {
      return ANY;
    }
    if (part.contains("*") || part.contains("{") || part.contains("}")) {
      throw wrong(rule, "has segments that are text, {name}, * or, at the end, **");
    }
    return part.getBytes(StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException wrong(String rule, String want) {
    return new IllegalArgumentException("An endpoint rule " + want + ", got \"" + rule + "\"");
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /**
   * The name of the first rule that the segments match; null when none does.
   *
   * @param starts where each segment starts
   * @param ends where it ends
   */
  byte[] match(byte[] path, int[] starts, int[] ends, int count) {
    for (int i = 0; i < names.size(); i++) {
      byte[][] rule = segments.get(i);
      if ((open.get(i) ? count >= rule.length : count == rule.length)
          && matches(rule, path, starts, ends)) {
        return names.get(i);
      }
    }
    return null;
  }

  private static boolean matches(byte[][] rule, byte[] path, int[] starts, int[] ends) {
    for (int i = 0; i < rule.length; i++) {
      byte[] want = rule[i];
      if (want.length != 0
          && (ends[i] - starts[i] != want.length
              || !ByteScan.matches(path, starts[i], ends[i], want))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return texts.toString();
  }
}
