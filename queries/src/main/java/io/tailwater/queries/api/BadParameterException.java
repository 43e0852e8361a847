package io.tailwater.queries.api;

/** A question that cannot be answered because of one of its parameters. */
public final class BadParameterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String parameter;

  /**
   * @param parameter its name
   * @param message what it wants and what it got, for people
   */
  public BadParameterException(String parameter, String message) {
    super(message);
    this.parameter = parameter;
  }

  public String parameter() {
    return parameter;
  }
}
