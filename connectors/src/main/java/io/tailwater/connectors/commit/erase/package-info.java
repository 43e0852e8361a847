/**
 * Erases events, or corrects them: rewrites the files that hold them, says in the ledger how many
 * are gone, lets go of the snapshots that still hold them, and leaves a receipt.
 */
package io.tailwater.connectors.commit.erase;
