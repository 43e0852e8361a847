package io.tailwater.queries.command;

import java.util.List;
import java.util.Map;

/** Whoever answers a command's questions. */
interface Ask extends AutoCloseable {

  /**
   * The API's answer.
   *
   * @param path one of the API's
   * @param parameters names and values as the API takes them
   * @throws io.tailwater.queries.api.BadParameterException when one makes no sense
   */
  Reply ask(String path, Map<String, List<String>> parameters) throws Exception;

  @Override
  void close() throws Exception;
}
