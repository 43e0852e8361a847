package io.tailwater.connectors.commit.erase;

/**
 * An erasure that has begun and may not have ended: whoever asks for the same again goes on with
 * it.
 *
 * @param v version of the form
 * @param id unique id
 * @param began when, RFC 3339
 * @param salt what is hashed before the request
 * @param requestSha256 hash of salt and request
 */
record Begun(int v, String id, String began, String salt, String requestSha256) {
  static final int VERSION = 1;

  /** True for the id of a commit that was made for it. */
  boolean made(String erasure) {
    return erasure.startsWith(id + "-");
  }

  boolean isOf(EraseRequest request) {
    return request.hash(salt).equals(requestSha256);
  }
}
