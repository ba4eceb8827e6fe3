package org.guestbridge.app.upstream.oidc;

import java.util.List;
import java.util.Optional;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.Departure;
import org.guestbridge.app.upstream.PendingLogin;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider;

/**
 * The user flow of Azure AD B2C for people who forgot their password (learn.microsoft.com, "Set up
 * a password reset flow in Azure Active Directory B2C"). It has metadata of its own; only its
 * authorization endpoint is used, since a token of it proves no sign-in.
 *
 * <p>That it is under way is marked in the nonce, which the transaction keeps sealed.
 */
final class PasswordReset {

  private static final String MARK = "password-reset.";

  private final Discovery discovery;
  private final AuthorizationRequests requests;

  private PasswordReset(Discovery discovery, AuthorizationRequests requests) {
    this.discovery = discovery;
    this.requests = requests;
  }

  /** The reset that the realm configures, if it does. */
  static Optional<PasswordReset> of(
      OidcProvider provider, AuthorizationRequests requests, RelyingPartyServices services) {
    return provider instanceof OidcProvider.B2c b2c
        ? b2c.passwordReset()
            .map(
                policy ->
                    new PasswordReset(
                        new Discovery(
                            new OidcProvider.B2c(
                                b2c.authority(),
                                b2c.tenantName(),
                                b2c.tenant(),
                                List.of(policy),
                                Optional.empty()),
                            services),
                        requests))
        : Optional.empty();
  }

  /** Whether the transaction's last request went there. */
  static boolean isUnderWay(PendingLogin pending) {
    return pending.nonce().startsWith(MARK);
  }

  /** The request that takes the person there within the same transaction. */
  Departure begin(PendingLogin pending) throws RefusalException {
    return requests.request(
        discovery.metadata().authorization(),
        MARK + requests.secret(),
        new BeginLogin(pending.state(), false, Optional.empty()));
  }
}
