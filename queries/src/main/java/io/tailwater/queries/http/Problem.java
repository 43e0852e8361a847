package io.tailwater.queries.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What went wrong with a request, as RFC 9457 has it.
 *
 * @param type names the kind of problem
 * @param title the kind for people
 * @param status HTTP status
 * @param detail this case for people
 * @param instance path of the request
 * @param requestId id of the request, also in the log
 * @param errors the parameters at fault; left out when none is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String requestId,
    List<ParameterError> errors) {
  static final String CONTENT_TYPE = "application/problem+json";

  /**
   * @param parameter name of the parameter
   * @param message what is wrong with it
   */
  record ParameterError(String parameter, String message) {}
}
