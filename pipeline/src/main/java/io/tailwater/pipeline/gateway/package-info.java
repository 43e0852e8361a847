/**
 * Events over HTTP: each post is checked with the parser that the job has for its source, and
 * answered when it is on the disk or in a topic.
 */
package io.tailwater.pipeline.gateway;
