package io.tailwater.connectors.lake.config;

import java.io.Serializable;

/** Where a source's lines come from: one record for every {@code type} of source. */
public sealed interface SourceInput extends Serializable permits FilesInput, KafkaInput, HttpInput {
  /** The types, as the configuration spells them. */
  enum Type {
    FILES,
    KAFKA,
    HTTP
  }
}
