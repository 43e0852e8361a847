package io.tailwater.pipeline.gateway;

import io.tailwater.pipeline.parse.ParseOptions;

/**
 * What the records of a source have to pass.
 *
 * @param options how the job reads them
 * @param longest longest of them, bytes
 */
record RecordRules(ParseOptions options, int longest) {}
