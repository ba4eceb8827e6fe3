package org.guestbridge.keycloak.policy;

/** The names under which Keycloak keeps an identity provider's login policy. */
public final class PolicyMapper {

  /** The provider id of the identity-provider mapper that holds the policy and runs it. */
  public static final String ID = "guestbridge-login";

  /** The mapper's setting: the policy as a JSON text. */
  public static final String POLICY = "guestbridge.policy";

  private PolicyMapper() {}
}
