package org.guestbridge.app.admin;

import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * Why the answer is no.
 *
 * @param code the stable code
 * @param detail one sentence; no personal value, no secret
 * @param remedy what an administrator does about it
 */
public record ProblemView(String code, String detail, String remedy) {

  /** What {@code refusal} says. */
  public static ProblemView of(RefusalException refusal) {
    return of(refusal.code(), refusal.detail());
  }

  /** {@code code} with a sentence of this occasion; an empty one gives way to the code's own. */
  public static ProblemView of(Code code, String detail) {
    return new ProblemView(code.text(), detail.isEmpty() ? code.cause() : detail, code.remedy());
  }
}
