package io.tailwater.pipeline.parse;

import io.tailwater.pipeline.parse.SegmentMask.Mask;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Makes an endpoint's name of a path: the first rule that matches, else the path with its segments
 * masked as {@link SegmentMask} says. Repeated slashes count as one, a slash at the end as none,
 * and what follows a {@code ;} in a segment is left out. Reused; not thread-safe.
 */
final class EndpointTemplate {
  private static final int MOST_SEGMENTS = 64;
  private static final byte[][] WORDS = new byte[Mask.values().length][];

  static {
    for (Mask mask : Mask.values()) {
      WORDS[mask.ordinal()] =
          ("{" + mask.name().toLowerCase(Locale.ROOT) + "}").getBytes(StandardCharsets.US_ASCII);
    }
  }

  private final EndpointRules rules;
  private final int[] starts = new int[MOST_SEGMENTS];
  private final int[] ends = new int[MOST_SEGMENTS];

  /** False for a segment that no mask fits: it has neither a digit nor an @. */
  private final boolean[] mayMask = new boolean[MOST_SEGMENTS];

  private byte[] name = new byte[512];
  private int length;

  EndpointTemplate(EndpointRules rules) {
    this.rules = rules;
  }

  /** The bytes of the last name, of which the first {@link #length} count. */
  byte[] name() {
    return name;
  }

  int length() {
    return length;
  }

  /** Makes the name of a path. */
  void read(byte[] path, int from, int len) {
    length = 0;
    int count = split(path, from, from + len);
    if (!rules.isEmpty()) {
      byte[] rule = rules.match(path, starts, ends, count);
      if (rule != null) {
        append(rule, 0, rule.length);
        return;
      }
    }
    if (count == 0) {
      append('/');
    }
    for (int i = 0; i < count; i++) {
      if (i > 0 || path[from] == '/') {
        append('/');
      }
      if (mayMask[i]) {
        i = segment(path, i, count);
      } else {
        append(path, starts[i], ends[i] - starts[i]);
      }
    }
  }

  /** Finds the segments in one pass; those beyond the limit count as one. */
  private int split(byte[] path, int from, int to) {
    int count = 0;
    int start = from;
    int end = to;
    boolean mask = false;
    for (int at = from; at < to; at++) {
      byte c = path[at];
      if (c > '@' || c < '/') {
        continue;
      }
      if (c == '/') {
        if (count < MOST_SEGMENTS - 1) {
          count = add(count, start, Math.min(at, end), mask);
          start = at + 1;
          end = to;
          mask = false;
        }
      } else if (c == ';') {
        end = Math.min(end, at);
      } else {
        mask |= c <= '9' || c == '@';
      }
    }
    return add(count, start, end, mask);
  }

  private int add(int count, int start, int end, boolean mask) {
    if (end <= start) {
      return count;
    }
    starts[count] = start;
    ends[count] = end;
    mayMask[count] = mask;
    return count + 1;
  }

  /** Writes segment {@code i} and answers the last one that it stands for. */
  private int segment(byte[] path, int i, int count) {
    int from = starts[i];
    int to = ends[i];
    if (SegmentMask.isYear(path, from, to)
        && i + 1 < count
        && SegmentMask.isUpTo(path, starts[i + 1], ends[i + 1], 12)) {
      append(Mask.DATE);
      boolean day = i + 2 < count && SegmentMask.isUpTo(path, starts[i + 2], ends[i + 2], 31);
      return day ? i + 2 : i + 1;
    }
    Mask mask = SegmentMask.of(path, from, to);
    if (mask != null) {
      append(mask);
      return i;
    }
    int dot = SegmentMask.extension(path, from, to);
    Mask stem = dot < to ? SegmentMask.simple(path, from, dot) : null;
    if (stem == null) {
      append(path, from, to - from);
    } else {
      append(stem);
      append(path, dot, to - dot);
    }
    return i;
  }

  private void append(Mask mask) {
    byte[] word = WORDS[mask.ordinal()];
    append(word, 0, word.length);
  }

  private void append(char c) {
    room(1);
    name[length++] = (byte) c;
  }

  private void append(byte[] b, int from, int count) {
    room(count);
    System.arraycopy(b, from, name, length, count);
    length += count;
  }

  private void room(int count) {
    if (length + count > name.length) {
      name = Arrays.copyOf(name, Math.max(name.length * 2, length + count));
    }
  }
}
