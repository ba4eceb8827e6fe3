package org.guestbridge.simulators.entra;

/** Something that goes wrong at Microsoft Graph, on order. */
public enum GraphFault {
  TOO_MANY_REQUESTS("429 with Retry-After"),
  FORBIDDEN("403, the application permission is missing"),
  UNAUTHORIZED("401, the token is not accepted"),
  ERROR_500("500"),
  SLOW("the answer comes after the delay set in the orders"),
  GARBAGE("the answer is not JSON"),
  WRONG_SHAPE("the answer is JSON without a list of ids"),
  OVERSIZED("the answer is 16 MiB long"),
  DROPPED("the connection is closed without an answer");

  private final String meaning;

  GraphFault(String meaning) {
    this.meaning = meaning;
  }

  /** What happens, as half a sentence. */
  public String meaning() {
    return meaning;
  }
}
