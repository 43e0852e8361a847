package io.tailwater.connectors.tail.file;

import java.util.ArrayList;
import java.util.List;

/** What one inode holds, as its writer knows it. */
final class LogFile {
  final List<Integer> lines = new ArrayList<>();
  final boolean copy;
  final Codec codec;

  /** Begins with the banner. */
  boolean headed;

  /** Zeros before the first line. */
  long zeros;

  /** Differs after each truncation. */
  int version;

  /** Most lines it ever had since it was empty. */
  int mostLines;

  /** It was cut, and nothing was committed since. */
  boolean freshlyCut;

  /** It held little when it was rotated, and was written to after that. */
  boolean grewLate;

  /** The last line, as long as its end is missing; null otherwise. */
  Integer half;

  /** Nobody will write its end. */
  boolean abandoned;

  long halfSinceMillis;

  LogFile(int version) {
    this(version, false, Codec.NONE);
  }

  private LogFile(int version, boolean copy, Codec codec) {
    this.version = version;
    this.copy = copy;
    this.codec = codec;
  }

  /** Another file with the same content, which nobody writes to. */
  LogFile copied(int newVersion, Codec newCodec) {
    LogFile file = new LogFile(newVersion, true, newCodec);
    file.lines.addAll(lines);
    file.half = half;
    file.headed = headed;
    file.zeros = zeros;
    file.abandoned = true;
    return file;
  }

  void empty(int newVersion) {
    lines.clear();
    half = null;
    headed = false;
    zeros = 0;
    mostLines = 0;
    freshlyCut = false;
    version = newVersion;
  }

  void add(int line) {
    lines.add(line);
    mostLines = Math.max(mostLines, lines.size());
  }

  boolean isWritten() {
    return !copy && codec == Codec.NONE;
  }
}
