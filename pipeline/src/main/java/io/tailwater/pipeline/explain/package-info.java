/** What a format makes of lines, for people: events as JSON, rejected lines with a caret. */
package io.tailwater.pipeline.explain;
