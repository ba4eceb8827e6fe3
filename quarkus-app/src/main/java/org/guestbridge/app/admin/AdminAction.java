package org.guestbridge.app.admin;

import java.util.Locale;
import java.util.Optional;

/** What an administrator can do to a binding. */
public enum AdminAction {
  /** Stop the person from signing in until an administrator answers. */
  HOLD(false),
  /** It is the same person: let them sign in again. */
  RELEASE(false),
  /** A guest became an employee or the other way round: the next sign-in gives a new address. */
  CONVERT(true),
  /** Never again: the person is gone or is another. The address is not given to anybody else. */
  RETIRE(true),
  /** Blank the personal values of a retired binding. The address stays taken. */
  ERASE(true);

  private final boolean confirmed;

  AdminAction(boolean confirmed) {
    this.confirmed = confirmed;
  }

  /** Whether a person is asked first, since it leads to what nothing brings back. */
  public boolean isConfirmed() {
    return confirmed;
  }

  /** The word on the command line and in URLs. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The action called {@code text}, exactly. */
  public static Optional<AdminAction> parse(String text) {
    for (AdminAction action : values()) {
      if (action.text().equals(text)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }
}
