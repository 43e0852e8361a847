/**
 * Lines to columns: a format is compiled once, then every line's bytes are read in place.
 *
 * <p>Entry points: {@link io.tailwater.pipeline.parse.LogFormat#compile}, {@link
 * io.tailwater.pipeline.parse.ParseOptions} and {@link io.tailwater.pipeline.parse.BatchParser}.
 */
package io.tailwater.pipeline.parse;
