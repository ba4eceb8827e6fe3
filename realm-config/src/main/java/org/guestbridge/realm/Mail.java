package org.guestbridge.realm;

/**
 * Who delivers mail that is sent to an alias. A realm cannot be loaded without an answer: a
 * downstream writes to the alias as soon as the account exists, and an address that bounces hard is
 * put on the downstream's suppression list, after which the guest gets no notification at all until
 * an administrator lifts the block.
 *
 * @param handledBy who delivers
 */
public record Mail(Handler handledBy) {

  /** Who delivers mail to aliases. */
  public enum Handler {
    /** The organization's own mail system accepts every alias and forwards it. */
    ELSEWHERE
  }
}
