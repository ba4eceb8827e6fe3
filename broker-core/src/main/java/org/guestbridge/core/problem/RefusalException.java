package org.guestbridge.core.problem;

/**
 * A message or a login that is refused at the first failed check, before anything is written.
 *
 * <p>The detail is for the administrator and must not carry personal values, tokens or raw XML.
 */
public final class RefusalException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Code code;

  public RefusalException(Code code, String detail) {
    super(detail);
    this.code = code;
  }

  public RefusalException(Code code, String detail, Throwable cause) {
    super(detail, cause);
    this.code = code;
  }

  /** The stable code. */
  public Code code() {
    return code;
  }

  /** The administrator's sentence. */
  public String detail() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
