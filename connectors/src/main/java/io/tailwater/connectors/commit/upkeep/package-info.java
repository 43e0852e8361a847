/**
 * Keeps the tables in shape beside a running job: merges small files, names what was merged in the
 * ledger, and lets go of old snapshots. Needs no lock and never makes a commit wait.
 */
package io.tailwater.connectors.commit.upkeep;
