package org.guestbridge.realm;

import java.net.URI;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;

/**
 * Tokens of Entra's own that a SCIM channel accepts as bearer tokens: what its provisioning service
 * sends when no secret token is entered (learn.microsoft.com, "Develop and plan provisioning for a
 * SCIM endpoint", authorization).
 *
 * @param tenant the tenant that issues them
 * @param authority the cloud's login host, without a trailing slash, where its keys are found
 * @param audiences for whom they may be; at least one
 * @param applications the client ids that may have asked for them; at least one
 */
public record EntraTokens(
    UUID tenant, URI authority, Set<String> audiences, Set<String> applications) {

  /** The audience of tokens for an application that is not in Microsoft's gallery. */
  public static final String DEFAULT_AUDIENCE = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";

  /** The client id of Entra's provisioning service, {@code Microsoft.Azure.SyncFabric}. */
  public static final String DEFAULT_APPLICATION = "00000014-0000-0000-c000-000000000000";

  public EntraTokens {
    audiences = Set.copyOf(audiences);
    applications = Set.copyOf(applications);
    if (audiences.isEmpty() || applications.isEmpty()) {
      throw new IllegalArgumentException("no audience, or no application");
    }
  }

  /** Whether some token would be accepted by both, so that it does not tell for which it is. */
  public boolean overlaps(EntraTokens other) {
    return tenant.equals(other.tenant)
        && !Collections.disjoint(audiences, other.audiences)
        && !Collections.disjoint(applications, other.applications);
  }

  /** The issuers of the tenant's tokens: of version 1.0 and of version 2.0. */
  public Set<String> issuers() {
    return Set.of("https://sts.windows.net/" + tenant + "/", authority + "/" + tenant + "/v2.0");
  }
}
