/** Invented traffic of an online shop: the same seed gives the same bytes on every machine. */
package io.tailwater.pipeline.generate;
