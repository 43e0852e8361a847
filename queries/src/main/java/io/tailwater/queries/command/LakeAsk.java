package io.tailwater.queries.command;

import io.tailwater.queries.Json;
import io.tailwater.queries.api.QuickAnswers;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Answers from the lake in this process: no service is needed. */
final class LakeAsk implements Ask {
  private final QuickAnswers answers;

  LakeAsk(QuickAnswers answers) {
    this.answers = answers;
  }

  @Override
  public Reply ask(String path, Map<String, List<String>> parameters) throws Exception {
    return Reply.of(Json.write(answers.answer(path, parameters, UUID.randomUUID().toString())));
  }

  @Override
  public void close() throws Exception {
    answers.close();
  }
}
