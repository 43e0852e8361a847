/**
 * Rejected lines once more: those that are events by today's configuration are committed as such,
 * each once.
 */
package io.tailwater.connectors.commit.replay;
