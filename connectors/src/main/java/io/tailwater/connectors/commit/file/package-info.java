/** Data files: events and rollups a column at a time, the other tables row by row. */
package io.tailwater.connectors.commit.file;
