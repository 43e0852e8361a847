package io.tailwater.connectors.commit;

/** A stream's name in the lake. */
record StreamKey(String source, String stream) {}
