package io.tailwater.pipeline.parse;

/** Why a line is no event; the words of the {@code rejects} table. */
public enum RejectReason {
  NO_MATCH("no_match"),
  BAD_TIME("bad_time"),
  BAD_STATUS("bad_status"),
  BAD_NUMBER("bad_number"),
  BAD_JSON("bad_json"),
  MISSING_FIELD("missing_field"),
  TOO_LONG("too_long"),
  TOO_FAR_IN_FUTURE("too_far_in_future");

  private final String word;

  RejectReason(String word) {
    this.word = word;
  }

  /** The word in the table. */
  public String word() {
    return word;
  }
}
