package io.tailwater.pipeline.gateway;

import java.util.List;

/** Why a post is refused; nothing of it is stored. Becomes a {@link Problem}. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String type;
  private final String title;
  private final transient List<BadRecord> errors;
  private final int retryAfterSeconds;

  private Refusal(
      int status,
      String type,
      String title,
      String detail,
      List<BadRecord> errors,
      int retryAfterSeconds) {
    super(detail, null, false, false);
    this.status = status;
    this.type = type;
    this.title = title;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  private static Refusal of(int status, String type, String title, String detail) {
    return new Refusal(status, type, title, detail, null, 0);
  }

  static Refusal badParameter(String detail) {
    return of(400, "bad-parameter", "A parameter cannot be used", detail);
  }

  static Refusal brokenBody(String detail) {
    return of(400, "broken-body", "The body cannot be read", detail);
  }

  static Refusal noKey(String detail) {
    return of(401, "no-key", "An API key is needed", detail);
  }

  static Refusal noScope(String detail) {
    return of(403, "no-scope", "The API key may not do this", detail);
  }

  static Refusal tooSlow(long seconds) {
    return of(
        408,
        "too-slow",
        "The body came too slowly",
        "Want the whole body within " + seconds + " s, gateway.request_timeout");
  }

  static Refusal tooLarge(String what, String key, long limit) {
    return tooLarge(what + " is longer than " + limit + " bytes, " + key + "; send it in parts");
  }

  static Refusal tooLarge(String detail) {
    return of(413, "too-large", "The body is too large", detail);
  }

  static Refusal unsupported(String detail) {
    return of(415, "unsupported-media-type", "The media type is not supported", detail);
  }

  /**
   * @param told the first of the bad records
   * @param bad how many there are
   * @param records how many records the body has, as far as it was read
   */
  static Refusal badRecords(List<BadRecord> told, int bad, int records) {
    return new Refusal(
        422,
        "bad-records",
        "Records cannot become events",
        bad + " of " + records + (records == 1 ? " record" : " records") + "; nothing is stored",
        told,
        0);
  }

  static Refusal behind(String detail, int retryAfterSeconds) {
    return new Refusal(
        429, "behind", "The lake is behind", detail, null, Math.max(1, retryAfterSeconds));
  }

  static Refusal notStored(String detail) {
    return new Refusal(503, "not-stored", "The events could not be stored", detail, null, 5);
  }

  static Refusal notReady(String detail) {
    return new Refusal(503, "not-ready", "No events are taken now", detail, null, 5);
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  String title() {
    return title;
  }

  /** The bad records; null when the refusal is about something else. */
  List<BadRecord> errors() {
    return errors;
  }

  /** When to try again, seconds; 0 when that would not help. */
  int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
