package io.tailwater.queries;

/** The version of this program. */
public final class Version {
  private Version() {}

  /** Its text, as {@code 0.1.0}; {@code unknown} outside a jar. */
  public static String text() {
    String text = Version.class.getPackage().getImplementationVersion();
    return text == null ? "unknown" : text;
  }
}
