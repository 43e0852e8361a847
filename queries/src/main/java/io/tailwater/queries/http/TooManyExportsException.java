package io.tailwater.queries.http;

/** An export that has to wait for others. */
final class TooManyExportsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TooManyExportsException(int most) {
    super(most + " exports are running already, which is as many as may; try again later");
  }
}
