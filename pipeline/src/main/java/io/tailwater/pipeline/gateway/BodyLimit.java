package io.tailwater.pipeline.gateway;

/**
 * How long something may be.
 *
 * @param what it is
 * @param key the key that says so
 * @param bytes most of them
 */
record BodyLimit(String what, String key, long bytes) {

  /**
   * @throws Refusal when it is longer
   */
  void check(long length) {
    if (length > bytes) {
      throw Refusal.tooLarge(what, key, bytes);
    }
  }
}
