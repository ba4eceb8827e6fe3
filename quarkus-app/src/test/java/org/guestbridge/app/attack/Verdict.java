package org.guestbridge.app.attack;

import org.guestbridge.core.problem.Code;

/**
 * What came of a message.
 *
 * @param text a code, or {@link #ACCEPTED}
 */
public record Verdict(String text) {

  public static final Verdict ACCEPTED = new Verdict("accepted");

  public static Verdict refused(Code code) {
    return new Verdict(code.text());
  }
}
