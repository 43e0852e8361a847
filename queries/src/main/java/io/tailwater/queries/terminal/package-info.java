/** Drawing on terminals, with what each of them can show. Knows nothing of logs. */
package io.tailwater.queries.terminal;
