package io.tailwater.connectors.stream;

import org.apache.flink.api.connector.source.SourceEvent;

/** A reader tells that it has handed on all that it was to read, and is given no more. */
public record ReadToEnd() implements SourceEvent {}
