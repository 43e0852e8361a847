/** Proves from the ledger that the lake holds every line once. */
package io.tailwater.connectors.commit.audit;
