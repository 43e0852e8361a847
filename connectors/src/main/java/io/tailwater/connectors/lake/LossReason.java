package io.tailwater.connectors.lake;

import java.util.regex.Pattern;

/**
 * What {@code loss_reason} of a ledger row says: a word for the kind, a colon and a sentence. Where
 * more may have been lost than is known, it ends in {@code from <offset>, unknown}. Several losses
 * of one row are joined. Lakes of earlier versions hold free sentences.
 */
public final class LossReason {
  /**
   * The ending of a loss whose size is not known; the same in Java and in RE2, which DuckDB has.
   */
  public static final String UNKNOWN_SIZE = "from [0-9]+, unknown$";

  private static final Pattern UNKNOWN = Pattern.compile(UNKNOWN_SIZE);

  /** Longest joined reason, characters. */
  public static final int LONGEST = 800;

  private static final String CUT = " [...] ";
  private static final int KEPT_AT_END = 300;

  private LossReason() {}

  /**
   * The reasons of two losses in one. A loss of unknown size comes last, so that the whole ends as
   * it does; what is over {@link #LONGEST} is cut out of the middle.
   *
   * @param earlier null when nothing was lost before
   * @param later null when nothing was lost after it
   * @return null when both are
   */
  public static String join(String earlier, String later) {
    if (earlier == null || later == null) {
      return earlier == null ? later : earlier;
    }
    boolean swap = isOfUnknownSize(earlier) && !isOfUnknownSize(later);
    String all = swap ? later + "; " + earlier : earlier + "; " + later;
    if (all.length() <= LONGEST) {
      return all;
    }
    return all.substring(0, LONGEST - CUT.length() - KEPT_AT_END)
        + CUT
        + all.substring(all.length() - KEPT_AT_END);
  }

  /**
   * True when more may have been lost than the row's {@code lost} says.
   *
   * @param reason null for a row without a loss
   */
  public static boolean isOfUnknownSize(String reason) {
    return reason != null && UNKNOWN.matcher(reason).find();
  }
}
