package io.tailwater.connectors.lake;

import java.util.regex.Pattern;

/**
 * What {@code loss_reason} of a ledger row says: a word for the kind, a colon and a sentence. Where
 * more may have been lost than is known, it ends in {@code from <offset>, unknown}. Lakes of
 * earlier versions hold free sentences.
 */
public final class LossReason {
  /**
   * The ending of a loss whose size is not known; the same in Java and in RE2, which DuckDB has.
   */
  public static final String UNKNOWN_SIZE = "from [0-9]+, unknown$";

  private static final Pattern UNKNOWN = Pattern.compile(UNKNOWN_SIZE);

  private LossReason() {}

  /**
   * True when more may have been lost than the row's {@code lost} says.
   *
   * @param reason null for a row without a loss
   */
  public static boolean isOfUnknownSize(String reason) {
    return reason != null && UNKNOWN.matcher(reason).find();
  }
}
