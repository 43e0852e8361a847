package io.tailwater.connectors.commit.erase;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Binder;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.types.TypeUtil;

/** Finds the rows that a request means, and makes of them what it asks for. */
final class EventChange {
  private final EraseRequest request;
  private final Evaluator where;
  private final InternalRecordWrapper view;

  /**
   * @param schema columns of the rows that will be asked for
   */
  EventChange(EraseRequest request, Schema schema) {
    this.request = request;
    this.where = new Evaluator(schema.asStruct(), request.where(), true);
    this.view = new InternalRecordWrapper(schema.asStruct());
  }

  /** The columns needed to tell which rows are meant, and those named besides. */
  static Schema columns(EraseRequest request, Schema all, String... besides) {
    Set<Integer> ids =
        new HashSet<>(Binder.boundReferences(all.asStruct(), List.of(request.where()), true));
    request.set().forEach(one -> ids.add(all.findField(one.column()).fieldId()));
    for (String name : besides) {
      ids.add(all.findField(name).fieldId());
    }
    return TypeUtil.select(all, ids);
  }

  /** True when the row is meant, and is not yet as it is to be. */
  boolean isFor(Record row) {
    return where.eval(view.wrap(row))
        && (!request.isCorrection()
            || request.set().stream()
                .anyMatch(one -> !Objects.equals(one.value(), row.getField(one.column()))));
  }

  /** The rows with what was asked for done to them. */
  Iterator<Record> applied(Iterable<Record> rows) {
    Stream<Record> all = StreamSupport.stream(rows.spliterator(), false);
    return request.isCorrection()
        ? all.map(row -> isFor(row) ? corrected(row) : row).iterator()
        : all.filter(row -> !isFor(row)).iterator();
  }

  private Record corrected(Record row) {
    Record corrected = row.copy();
    request.set().forEach(one -> corrected.setField(one.column(), one.value()));
    return corrected;
  }
}
