package io.tailwater.connectors.commit;

/** A stream's name in the lake. */
public record StreamKey(String source, String stream) {}
