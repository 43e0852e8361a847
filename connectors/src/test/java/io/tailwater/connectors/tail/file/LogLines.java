package io.tailwater.connectors.tail.file;

import java.util.zip.CRC32;

/**
 * The lines of a log in a test: each has its own number, and its length and check follow from it.
 *
 * @param prefix what every line begins with
 * @param banner first line of every file that is created; "" for none
 */
record LogLines(String prefix, String banner) {

  /** The line with a number, without line feed. */
  String text(int number) {
    String body = prefix + number + " " + "abcdefgh".repeat(Math.abs(number * 7919) % 24);
    CRC32 check = new CRC32();
    check.update(body.getBytes());
    return body + " " + Long.toHexString(check.getValue());
  }

  /** The number a line gives itself; null when it is no line of this log. */
  Integer numberOf(String line) {
    String rest = line.startsWith(prefix) ? line.substring(prefix.length()) : "";
    int end = rest.indexOf(' ');
    if (end < 1 || !rest.substring(0, end).chars().allMatch(Character::isDigit)) {
      return null;
    }
    int number = Integer.parseInt(rest.substring(0, end));
    return text(number).equals(line) ? number : null;
  }

  boolean isBanner(String line) {
    return !banner.isEmpty() && banner.equals(line);
  }

  /** Bytes of a line with its line feed. */
  int bytes(int number) {
    return text(number).length() + 1;
  }
}
