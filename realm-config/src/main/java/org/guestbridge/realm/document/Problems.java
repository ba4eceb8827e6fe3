package org.guestbridge.realm.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;

/** Every problem found so far; at most 1,000 are kept. */
public final class Problems {

  private static final int MAX_KEPT = 1_000;

  private static final Comparator<Problem> IN_ORDER =
      Comparator.<Problem, Pointer>comparing(problem -> new Pointer(problem.pointer()))
          .thenComparing(Problem::code)
          .thenComparing(Problem::detail);

  private final List<Problem> found = new ArrayList<>();
  private int count;

  /** Notes a problem at {@code pointer}. */
  public void add(Code code, Pointer pointer, String detail) {
    count++;
    if (found.size() < MAX_KEPT) {
      found.add(new Problem(code, pointer.value(), detail));
    }
  }

  /** How many were found. */
  public int count() {
    return count;
  }

  /** The problems in the order of their places. */
  public List<Problem> sorted() {
    return found.stream().sorted(IN_ORDER).toList();
  }
}
