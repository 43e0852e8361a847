package io.tailwater.connectors.tail.file;

import java.io.Serializable;

/**
 * Whether a log's files are pinned, and whose its pins are.
 *
 * @param owner tells the pins of one source of one lake from those of all others, which are left
 *     alone: lower-case letters and digits
 * @param on false keeps no pins; the owner's pins that are left from before are read and removed
 */
public record Pinning(String owner, boolean on) implements Serializable {

  /** No pins, and none left from before. */
  public static final Pinning NONE = new Pinning("none", false);

  public Pinning {
    if (!owner.matches("[a-z0-9]+")) {
      throw new IllegalArgumentException(
          "An owner of pins is named by lower-case letters and digits, got \"" + owner + "\"");
    }
  }
}
