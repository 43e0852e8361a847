package io.tailwater.pipeline.generate;

/** The values of the line that is being written; filled anew for each. */
final class Request {
  /** Time of the line, microseconds since the epoch. */
  long tsMicros;

  Client client;
  byte[] method;

  /** Path and, after {@link #pathLength}, the query string with its question mark. */
  final LineBytes target = new LineBytes();

  int pathLength;
  byte[] protocol;
  int status;
  long bodyBytes;
  long headerBytes;
  long requestBytes;

  /** Null for none. */
  byte[] referer;

  byte[] host;
  long latencyMs;

  /** Latencies of the servers that were asked, in turn; meaningful up to {@link #attempts}. */
  final long[] upstreamMs = new long[2];

  /** How many servers behind the proxy were asked, 0 to 2. */
  int attempts;

  /** Place among {@link Shop#SERVICES}. */
  int service;

  /** What is wrong with its line; null for nothing. */
  Defect defect;

  /** Where in the line, from 0 to 1, 1 excluded. */
  double defectPlace;

  long idHigh;
  long idLow;

  /** The visit that it belongs to; a crawler's is never written. */
  long session() {
    return client.session(tsMicros);
  }
}
