package io.tailwater.pipeline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {

  @Test
  void oneAloneMayExceedItAndOthersThenWait() {
    BodyBudget budget = new BodyBudget(100);
    try (BodyBudget.Share large = budget.share();
        BodyBudget.Share other = budget.share()) {
      large.take(150);
      assertThat(catchThrowableOfType(Refusal.class, () -> other.take(1)).status()).isEqualTo(429);
    }
    try (BodyBudget.Share one = budget.share();
        BodyBudget.Share other = budget.share()) {
      one.take(50);
      assertThatCode(() -> other.take(50)).doesNotThrowAnyException();
      assertThat(catchThrowableOfType(Refusal.class, () -> other.take(1)).status()).isEqualTo(429);
    }
  }
}
