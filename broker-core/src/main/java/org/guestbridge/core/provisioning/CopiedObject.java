package org.guestbridge.core.provisioning;

import java.util.UUID;

/**
 * A person, group or role of a directory as it was last shown. Untrusted and personal.
 *
 * @param id the object id
 * @param kind what it is
 * @param document the directory's JSON, merged over time, at most 200,000 characters
 * @param round the round that last showed it
 * @param gone whether the directory has it no more; then the document is empty
 */
public record CopiedObject(UUID id, Kind kind, String document, long round, boolean gone) {

  public CopiedObject {
    PersonStatement.check(document, 0, PersonStatement.MAX_DOCUMENT_LENGTH);
  }

  /** What an object is. */
  public enum Kind {
    /** A user. */
    PERSON,
    /** A group. */
    GROUP,
    /** An app role that has a value. */
    ROLE
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[copied " + kind + "]";
  }
}
