package org.guestbridge.app.http;

/** Stack traces for the log without exception messages, which may quote a person's values. */
public final class Traces {

  private static final int MAX_FRAMES = 20;

  private Traces() {}

  /** Types and places of {@code failure} and its causes. */
  public static String withoutMessages(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      text.append(each == failure ? "" : "caused by ").append(each.getClass().getName());
      StackTraceElement[] frames = each.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
        text.append("\n  at ").append(frames[i]);
      }
      text.append('\n');
    }
    return text.toString();
  }
}
