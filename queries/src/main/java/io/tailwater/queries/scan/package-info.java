/** What a scan of a table reads, and what it would cost. */
package io.tailwater.queries.scan;
