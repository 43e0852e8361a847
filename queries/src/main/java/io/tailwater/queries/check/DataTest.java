package io.tailwater.queries.check;

import java.sql.SQLException;
import java.util.List;

/** A named test of what the tables hold. */
public interface DataTest {

  /** Its name; several may share one. */
  String name();

  /** Runs it; a result a column. */
  List<TestResult> run(TestedLake lake) throws SQLException;
}
