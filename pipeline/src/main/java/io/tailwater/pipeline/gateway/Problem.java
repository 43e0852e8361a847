package io.tailwater.pipeline.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What went wrong with a request, as RFC 9457 has it.
 *
 * @param type names the kind of problem
 * @param title the kind for people
 * @param status HTTP status
 * @param detail this case for people
 * @param instance path of the request; left out when it could not be read
 * @param requestId id of the request, also in the log
 * @param errors the bad records, the first of them; left out when it is about something else
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String requestId,
    List<BadRecord> errors) {
  static final String CONTENT_TYPE = "application/problem+json";
}
