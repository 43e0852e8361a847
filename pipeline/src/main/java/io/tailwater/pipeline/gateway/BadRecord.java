package io.tailwater.pipeline.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Why a record of a body cannot become an event.
 *
 * @param index its place among the body's records, from 0
 * @param line line of the body that it begins in, from 1
 * @param reason as in the rejects table
 * @param column where in the record, counted in characters from 1; left out when it is all of it
 * @param want what should stand there
 * @param got what stands there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BadRecord(int index, int line, String reason, Integer column, String want, String got) {}
