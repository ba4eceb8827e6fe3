package org.guestbridge.app.keys;

import java.io.IOException;

/** A file with a secret in it is open to others than its owner, so it is not read. */
public final class ExposedFileException extends IOException {

  private static final long serialVersionUID = 1L;

  ExposedFileException(String message) {
    super(message);
  }
}
