package org.guestbridge.app.cli;

import org.guestbridge.core.problem.Problem;

/**
 * A problem of a document as a command tells it.
 *
 * @param code the stable code
 * @param pointer where, as a JSON pointer; empty for the whole document
 * @param detail one sentence
 * @param remedy what to do
 */
record FoundProblem(String code, String pointer, String detail, String remedy) {

  static FoundProblem of(Problem problem) {
    return new FoundProblem(
        problem.code().text(), problem.pointer(), problem.detail(), problem.code().remedy());
  }

  /** Code and place. */
  String heading() {
    return code + " at " + (pointer.isEmpty() ? "(document)" : pointer);
  }
}
