package io.tailwater.queries.api;

/**
 * By how much numbers have changed, relative to what they were: 0.5 is half as much again, -1 is
 * nothing any more. Null where the earlier number is zero or there is none.
 *
 * @param requests of all requests
 * @param errors of the errors
 * @param clientErrors of the client's
 * @param serverErrors of the server's
 * @param errorRatio of errors by requests
 * @param serverErrorRatio of server errors by requests
 * @param bytes of bytes sent
 * @param p50Ms of the median latency
 * @param p95Ms of the 95th percentile
 * @param p99Ms of the 99th percentile
 * @param maxMs of the largest latency
 * @param totalTimeMs of the sum of latencies
 */
record Change(
    Double requests,
    Double errors,
    Double clientErrors,
    Double serverErrors,
    Double errorRatio,
    Double serverErrorRatio,
    Double bytes,
    Double p50Ms,
    Double p95Ms,
    Double p99Ms,
    Double maxMs,
    Double totalTimeMs) {

  static Change between(Numbers earlier, Numbers now) {
    return new Change(
        ratio((double) earlier.requests(), (double) now.requests()),
        ratio((double) earlier.errors(), (double) now.errors()),
        ratio((double) earlier.clientErrors(), (double) now.clientErrors()),
        ratio((double) earlier.serverErrors(), (double) now.serverErrors()),
        ratio(earlier.errorRatio(), now.errorRatio()),
        ratio(earlier.serverErrorRatio(), now.serverErrorRatio()),
        ratio((double) earlier.bytes(), (double) now.bytes()),
        ratio(earlier.p50Ms(), now.p50Ms()),
        ratio(earlier.p95Ms(), now.p95Ms()),
        ratio(earlier.p99Ms(), now.p99Ms()),
        ratio(earlier.maxMs(), now.maxMs()),
        ratio(earlier.totalTimeMs(), now.totalTimeMs()));
  }

  /** Null where there is nothing to divide by. */
  static Double ratio(Double earlier, Double now) {
    return earlier == null || now == null || earlier == 0 ? null : (Double) (now / earlier - 1);
  }
}
