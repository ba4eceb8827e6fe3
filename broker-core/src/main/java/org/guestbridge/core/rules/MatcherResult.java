package org.guestbridge.core.rules;

/** What one matcher says about one person. */
enum MatcherResult {
  /** The condition is met. */
  HOLDS,
  /** There is a value, and it does not satisfy. */
  FAILS,
  /** There is no value. */
  ABSENT,
  /** The upstream did not send all groups, and none of those it sent satisfies. */
  UNDECIDABLE;

  static MatcherResult of(boolean holds) {
    return holds ? HOLDS : FAILS;
  }
}
