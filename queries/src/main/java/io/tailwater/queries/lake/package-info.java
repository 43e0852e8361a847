/**
 * The lake at one cut: which files belong to it, and DuckDB's memory that follows it.
 *
 * <p>Start at {@link io.tailwater.queries.lake.LakeFollower}, which turns each new cut into a load
 * of {@link io.tailwater.queries.lake.CutStore}; a request then reads through one {@link
 * io.tailwater.queries.lake.CutSession}.
 */
package io.tailwater.queries.lake;
