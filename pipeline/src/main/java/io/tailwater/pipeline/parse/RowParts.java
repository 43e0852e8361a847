package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.EventColumns;

/**
 * What fills rows, shared by a reader's parts.
 *
 * @param columns the batch's columns
 * @param text puts text into them
 * @param decoder makes valid text of escapes and of what is no UTF-8
 * @param values puts values into them
 * @param facts completes a row
 * @param failure keeps why a line is no event
 */
record RowParts(
    EventColumns columns,
    RowText text,
    TextDecoder decoder,
    RowValues values,
    RowFacts facts,
    Failure failure) {}
