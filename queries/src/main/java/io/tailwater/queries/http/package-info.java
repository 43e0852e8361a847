/** Answers over HTTP, and the page. {@link io.tailwater.queries.http.QueryServer} is the way in. */
package io.tailwater.queries.http;
