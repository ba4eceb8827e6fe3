package org.guestbridge.app.attack;

import org.guestbridge.core.problem.Code;

/**
 * What came of a message.
 *
 * @param text a code, or {@link #ACCEPTED}
 */
record Verdict(String text) {

  static final Verdict ACCEPTED = new Verdict("accepted");

  static Verdict refused(Code code) {
    return new Verdict(code.text());
  }
}
