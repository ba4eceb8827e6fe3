package org.guestbridge.realm.keycloak;

/**
 * What an import and the extension call things: provider ids, and keys of configurations and
 * attributes. They stand in databases, so none is ever renamed.
 */
public final class ExtensionNames {

  /** The identity-provider mapper that every upstream has; provider id. */
  public static final String LOGIN_MAPPER = "guestbridge-login";

  /** In the configuration of {@link #LOGIN_MAPPER}: the login policy, JSON. */
  public static final String POLICY = "guestbridge.policy";

  /** The authenticator that demands a fresh brokered login; provider id. */
  public static final String BROKERED_LOGIN = "guestbridge-brokered-login";

  /**
   * In the configuration of {@link #BROKERED_LOGIN}: the names of the upstreams whose people may
   * sign in, separated by commas, at least one. Without a configuration, every upstream's may.
   */
  public static final String UPSTREAMS = "upstreams";

  /** The authenticator of a person's first login; provider id. */
  public static final String FIRST_LOGIN = "guestbridge-first-login";

  /** The flow that people sign in by, to every client of the realm; alias. */
  public static final String BROWSER_FLOW = "guestbridge browser";

  /** The flow of a person's first login; alias. */
  public static final String FIRST_LOGIN_FLOW = "guestbridge first login";

  /** The protocol mapper that makes the NameID; provider id. */
  public static final String NAME_ID_MAPPER = "guestbridge-saml-nameid";

  /** In the configuration of {@link #NAME_ID_MAPPER}: the format's URN; Keycloak's own key. */
  public static final String NAME_ID_FORMAT = "mapper.nameid.format";

  /** The protocol mapper that makes the attributes; provider id. */
  public static final String ATTRIBUTES_MAPPER = "guestbridge-saml-attributes";

  /** Client attribute: the downstream's name in the realm file. */
  public static final String DOWNSTREAM = "guestbridge.downstream";

  /**
   * Client attribute of a client that takes unsolicited responses: every RelayState allowed there,
   * separated by line feeds; empty when none is.
   */
  public static final String RELAY_STATES = "guestbridge.relayStates";

  /** User attribute: the person's address at the upstream; for administrators only. */
  public static final String UPSTREAM_ADDRESS = "guestbridge.upstreamAddress";

  /** User attribute: the id of the person's binding; for administrators only. */
  public static final String BINDING = "guestbridge.binding";

  private ExtensionNames() {}
}
