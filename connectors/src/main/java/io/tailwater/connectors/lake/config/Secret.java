package io.tailwater.connectors.lake.config;

import java.io.Serializable;

/**
 * A text that must not be shown: {@link #toString} hides it, so that it reaches no log or error.
 *
 * @param value the text itself
 */
public record Secret(String value) implements Serializable {
  static final String MASK = "***";

  @Override
  public String toString() {
    return MASK;
  }
}
