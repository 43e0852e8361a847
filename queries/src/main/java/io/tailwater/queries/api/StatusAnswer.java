package io.tailwater.queries.api;

import io.tailwater.queries.lake.FollowerState;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;

/** How fresh and how whole the lake is. */
final class StatusAnswer implements Answer {
  private final Supplier<FollowerState> follower;
  private final double warnRejectRatio;

  StatusAnswer(Supplier<FollowerState> follower, double warnRejectRatio) {
    this.follower = follower;
    this.warnRejectRatio = warnRejectRatio;
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    LakeStatus status = LakeStatus.of(inquiry, follower.get(), warnRejectRatio);
    return new Result(status, null, true, status.isCut());
  }
}
