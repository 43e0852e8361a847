/**
 * Questions and answers: parameters are checked once, each answer is computed at one cut, and a
 * percentile always comes from added-up buckets. No HTTP in here.
 */
package io.tailwater.queries.api;
