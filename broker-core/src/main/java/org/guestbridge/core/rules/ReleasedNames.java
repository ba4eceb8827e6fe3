package org.guestbridge.core.rules;

/**
 * The names a downstream is told; neither is empty and neither holds an upstream address.
 *
 * @param givenName at most 128 characters
 * @param surname at most 128 characters
 */
public record ReleasedNames(String givenName, String surname) {

  public ReleasedNames {
    if (givenName.isBlank() || surname.isBlank()) {
      throw new IllegalArgumentException("a released name is blank");
    }
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[names]";
  }
}
