/**
 * Events that were accepted and are not committed yet: append-only files, which the job follows as
 * it follows logs.
 */
package io.tailwater.pipeline.spool;
