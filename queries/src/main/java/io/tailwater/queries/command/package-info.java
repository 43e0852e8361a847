/** The query side's commands. Data goes to stdout, everything else to stderr. */
package io.tailwater.queries.command;
