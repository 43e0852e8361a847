package io.tailwater.connectors.tail.file;

import java.util.ArrayList;
import java.util.List;

/**
 * Evidence of a generation's first bytes: digests of growing prefixes, so that a copy still being
 * made can be told from another file before it is complete.
 *
 * @param prefixes ascending by length; the last covers all that is known of the head
 */
public record Head(List<Prefix> prefixes) {

  /** As far as the head reaches, bytes. */
  static final int FULL = 1024;

  private static final int[] STEPS = {16, 64, 256, FULL};

  static final Head NONE = new Head(List.of());

  /**
   * One digest.
   *
   * @param length bytes of the prefix
   * @param hash their {@link ContentHash}
   */
  public record Prefix(int length, String hash) {}

  public Head {
    prefixes = List.copyOf(prefixes);
  }

  /** The head of a file that begins with the first {@code length} of these bytes. */
  static Head of(byte[] bytes, int length) {
    int known = Math.min(length, FULL);
    List<Prefix> prefixes = new ArrayList<>();
    for (int step : STEPS) {
      if (step < known) {
        prefixes.add(new Prefix(step, ContentHash.of(bytes, 0, step)));
      }
    }
    if (known > 0) {
      prefixes.add(new Prefix(known, ContentHash.of(bytes, 0, known)));
    }
    return new Head(prefixes);
  }

  /** The head when these first bytes were read: what was known beyond them stays if it agrees. */
  Head read(byte[] first) {
    boolean agrees = length() > first.length && matches(first, comparable(first.length));
    return agrees ? this : Head.of(first, first.length);
  }

  /** As much of the head as lies before a position. */
  Head upTo(long position) {
    return new Head(prefixes.stream().filter(prefix -> prefix.length() <= position).toList());
  }

  int length() {
    return prefixes.isEmpty() ? 0 : prefixes.get(prefixes.size() - 1).length();
  }

  /** How many of {@code available} first bytes can be compared; 0 when none. */
  int comparable(long available) {
    int longest = 0;
    for (Prefix prefix : prefixes) {
      if (prefix.length() <= available) {
        longest = prefix.length();
      }
    }
    return longest;
  }

  /**
   * True when the first {@code length} bytes, a length from {@link #comparable}, are this head's.
   */
  boolean matches(byte[] bytes, int length) {
    for (Prefix prefix : prefixes) {
      if (prefix.length() == length) {
        return prefix.hash().equals(ContentHash.of(bytes, 0, length));
      }
    }
    return length == 0;
  }
}
