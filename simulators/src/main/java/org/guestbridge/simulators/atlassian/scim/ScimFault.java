package org.guestbridge.simulators.atlassian.scim;

/** Something that goes wrong at the SCIM directory, on order or at random. */
public enum ScimFault {
  TOO_MANY_REQUESTS("429 with Retry-After"),
  ERROR_500("500 before anything is done"),
  UNAVAILABLE_503("503 before anything is done"),
  UNAUTHORIZED("401, whatever the key is"),
  FORBIDDEN("403, whatever the key is"),
  RESET_BEFORE("the connection is closed before anything is done"),
  RESET_AFTER_WRITE("a write is done, then the connection is closed without an answer"),
  ERROR_500_AFTER_WRITE("a write is done, then the answer is 500"),
  SLOW("the answer comes after the delay that is set"),
  HTML_ANSWER("200 with a page instead of JSON"),
  TRUNCATED_JSON("the answer's JSON ends in its middle"),
  BAD_REQUEST("400 that no client expects");

  private final String meaning;

  ScimFault(String meaning) {
    this.meaning = meaning;
  }

  /** What happens, as half a sentence. */
  public String meaning() {
    return meaning;
  }

  boolean afterWrite() {
    return this == RESET_AFTER_WRITE || this == ERROR_500_AFTER_WRITE;
  }
}
