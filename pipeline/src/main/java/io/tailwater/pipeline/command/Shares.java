package io.tailwater.pipeline.command;

/** Shares as options take them: {@code 1%} or {@code 0.01}. */
final class Shares {
  private Shares() {}

  /**
   * The share that the text says, from 0 to 1.
   *
   * @throws IllegalArgumentException in one sentence that names the option, when it says none
   */
  static double parse(String option, String text) {
    boolean percent = text.endsWith("%");
    try {
      String number = percent ? text.substring(0, text.length() - 1) : text;
      double share = Double.parseDouble(number) / (percent ? 100 : 1);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " is a share as 1%, got \"" + text + "\"", e);
    }
    throw new IllegalArgumentException(option + " is 0% to 100%, got \"" + text + "\"");
  }
}
