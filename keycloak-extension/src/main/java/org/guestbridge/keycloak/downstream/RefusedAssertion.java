package org.guestbridge.keycloak.downstream;

import java.util.Optional;
import org.guestbridge.core.problem.RefusalException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * Ends the making of an assertion. Keycloak catches it where it builds one, writes its own error
 * page and sends nothing; so code and reference stand in the event and the logs alone.
 */
final class RefusedAssertion extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private RefusedAssertion(String code) {
    super(code, null, false, false);
  }

  static RefusedAssertion tell(
      KeycloakSession session,
      ClientModel client,
      Optional<Grant> grant,
      RefusalException refused) {
    new ReleaseDesk(session).refused(refused, client, grant.map(Grant::note));
    return new RefusedAssertion(refused.code().text());
  }
}
