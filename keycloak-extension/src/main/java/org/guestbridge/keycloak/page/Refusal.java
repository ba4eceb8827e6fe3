package org.guestbridge.keycloak.page;

import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * What a person is refused with.
 *
 * @param code the stable code
 * @param detail the administrator's sentence; never a personal value
 * @param message the rule's own sentence for the person, when it has one
 * @param correlationId the reference that page, event and audit log share
 */
public record Refusal(Code code, String detail, Optional<String> message, String correlationId) {

  /** A refusal under a fresh reference. */
  public static Refusal of(RefusalException refused) {
    return of(refused, UUID.randomUUID().toString());
  }

  /** A refusal under a reference that other records carry already. */
  public static Refusal of(RefusalException refused, String correlationId) {
    return new Refusal(refused.code(), refused.detail(), Optional.empty(), correlationId);
  }
}
