package org.guestbridge.simulators.http;

/** Answers one request. It runs on a server thread and may block. */
@FunctionalInterface
public interface Handler {
  Response handle(Request request);
}
