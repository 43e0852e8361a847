package io.tailwater.pipeline.parse;

/** Tells valid UTF-8: no overlong form, no surrogate, nothing above U+10FFFF, nothing cut short. */
final class Utf8 {
  private Utf8() {}

  static boolean isValid(byte[] b, int from, int to) {
    int at = from;
    while (at < to) {
      int lead = b[at++];
      if (lead >= 0) {
        at = ByteScan.endOfAscii(b, at, to);
        continue;
      }
      lead &= 0xFF;
      int follow = lead < 0xC2 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : lead < 0xF5 ? 3 : 0;
      if (follow == 0 || to - at < follow || !secondFits(lead, b[at] & 0xFF)) {
        return false;
      }
      for (int i = 1; i < follow; i++) {
        if ((b[at + i] & 0xC0) != 0x80) {
          return false;
        }
      }
      at += follow;
    }
    return true;
  }

  private static boolean secondFits(int lead, int second) {
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high;
  }
}
