/**
 * How a checkpoint becomes one commit of the lake: the operators that write files, the sink that
 * gathers them, and the coordinator that commits them with the ledger as the last word.
 */
package io.tailwater.connectors.commit;
