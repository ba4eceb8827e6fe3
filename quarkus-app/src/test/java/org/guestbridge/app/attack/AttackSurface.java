package org.guestbridge.app.attack;

import java.io.IOException;

/** One way into the broker, with everything around it, that a message can be sent to. */
public interface AttackSurface extends AutoCloseable {

  /** Its name in the catalogue. */
  String input();

  /**
   * Sends what the case describes.
   *
   * @throws IllegalArgumentException when it knows no such edit
   */
  Verdict attempt(AttackCase attack) throws Exception;

  /** Sends the valid message that the case's message was made from; it has to be accepted. */
  Verdict twin(AttackCase attack) throws Exception;

  /** How much the broker has written so far: bindings and used marks. */
  long written() throws Exception;

  @Override
  default void close() throws IOException {}
}
