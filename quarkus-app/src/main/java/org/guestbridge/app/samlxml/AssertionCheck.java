package org.guestbridge.app.samlxml;

import org.guestbridge.core.problem.RefusalException;

/** Looks at the finished assertion just before it is signed. */
@FunctionalInterface
public interface AssertionCheck {

  /** Refuses an assertion that must not leave. */
  void check(XmlElement assertion) throws RefusalException;
}
