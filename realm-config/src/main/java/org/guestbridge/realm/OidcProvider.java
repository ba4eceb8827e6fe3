package org.guestbridge.realm;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Whose OpenID provider it is. */
public sealed interface OidcProvider {

  /** Where its metadata are (OpenID Connect Discovery section 4). */
  URI discovery();

  /**
   * The issuers that its tokens may name, once its metadata name {@code discovered}.
   *
   * @return exact issuers; empty when the metadata must not name this one
   */
  Set<String> tokenIssuers(String discovered);

  /** The signature algorithms that its tokens may have. */
  Set<Algorithm> algorithms();

  /** A signature algorithm of ID tokens (RFC 7518 section 3.1). */
  enum Algorithm {
    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    RS256,
    /** RSASSA-PSS with SHA-256. */
    PS256,
    /** ECDSA with P-256 and SHA-256. */
    ES256
  }

  /**
   * Microsoft Entra ID: the organization's own tenant, and other tenants that the realm lists.
   *
   * @param tenant the organization's own tenant, the only one that has employees
   * @param otherTenants further tenants whose people may sign in, all of them external; empty for a
   *     single-tenant connection
   * @param authority the cloud's login host, without a trailing slash
   * @param idpClaimConfigured whether the app registration adds the optional claim {@code idp} to
   *     ID tokens, so that its absence proves an account of the tenant's own
   * @param graph the Graph that completes lists of groups which a token cuts short, without a
   *     trailing slash; absent leaves them incomplete
   */
  record Entra(
      UUID tenant,
      Set<UUID> otherTenants,
      URI authority,
      boolean idpClaimConfigured,
      Optional<URI> graph)
      implements OidcProvider {

    /** The login host of the worldwide cloud. */
    public static final URI DEFAULT_AUTHORITY = URI.create("https://login.microsoftonline.com");

    /** The Graph of the worldwide cloud. */
    public static final URI DEFAULT_GRAPH = URI.create("https://graph.microsoft.com");

    private static final String PLACEHOLDER = "{tenantid}";

    public Entra {
      requireNoSlash(authority);
      otherTenants = Collections.unmodifiableSet(new LinkedHashSet<>(otherTenants));
      if (otherTenants.contains(tenant)) {
        throw new IllegalArgumentException("the tenant is one of the other tenants");
      }
    }

    /** The same with a Graph that completes lists of groups, or without one. */
    public Entra withGraph(Optional<URI> other) {
      return new Entra(tenant, otherTenants, authority, idpClaimConfigured, other);
    }

    /** Whether people of {@code candidate} may sign in. */
    public boolean accepts(UUID candidate) {
      return tenant.equals(candidate) || otherTenants.contains(candidate);
    }

    /** Whether a key that signs tokens of {@code issuer} may be among the published ones. */
    public boolean mayOwnKey(String issuer) {
      return tokenIssuers(issuer(PLACEHOLDER)).contains(issuer)
          || issuer.equals(issuer(PLACEHOLDER));
    }

    /** The issuer of {@code of}: {@code authority/of/v2.0}. */
    public String issuer(UUID of) {
      return issuer(of.toString());
    }

    @Override
    public URI discovery() {
      return wellKnown(issuer(otherTenants.isEmpty() ? tenant.toString() : "organizations"));
    }

    /**
     * A single tenant's document names its issuer or the template; the document of several tenants
     * names the template (learn.microsoft.com, "Access tokens", validate the issuer).
     */
    @Override
    public Set<String> tokenIssuers(String discovered) {
      if (discovered.equals(issuer(PLACEHOLDER))) {
        Set<String> issuers =
            otherTenants.stream()
                .map(this::issuer)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        issuers.add(issuer(tenant));
        return issuers;
      }
      return otherTenants.isEmpty() && discovered.equals(issuer(tenant))
          ? Set.of(discovered)
          : Set.of();
    }

    @Override
    public Set<Algorithm> algorithms() {
      return Set.of(Algorithm.RS256);
    }

    private String issuer(String of) {
      return authority + "/" + of + "/v2.0";
    }
  }

  /**
   * Microsoft Entra External ID: a customer directory, whose people are all external.
   *
   * @param authority such as {@code https://fabrikam.ciamlogin.com}, without a trailing slash
   * @param tenant the external tenant
   * @param issuers issuers that its metadata may name besides the usual two
   */
  record ExternalId(URI authority, UUID tenant, Set<String> issuers) implements OidcProvider {

    public ExternalId {
      requireNoSlash(authority);
      issuers = Set.copyOf(issuers);
    }

    /** How rules and the audit log call it: {@code authority/tenant/v2.0}. */
    public String issuer() {
      return authority + "/" + tenant + "/v2.0";
    }

    @Override
    public URI discovery() {
      return wellKnown(issuer());
    }

    /** The one that the metadata name: on the authority's host, or on the tenant id's. */
    @Override
    public Set<String> tokenIssuers(String discovered) {
      boolean usual =
          discovered.equals(issuer())
              || discovered.equals("https://" + tenant + ".ciamlogin.com/" + tenant + "/v2.0");
      return usual || issuers.contains(discovered) ? Set.of(discovered) : Set.of();
    }

    @Override
    public Set<Algorithm> algorithms() {
      return Set.of(Algorithm.RS256);
    }
  }

  /**
   * User flows of Azure AD B2C: a customer directory, whose people are all external.
   *
   * @param authority such as {@code https://fabrikam.b2clogin.com}, or a custom domain; without a
   *     trailing slash
   * @param tenantName the tenant in its addresses, such as {@code fabrikam.onmicrosoft.com}
   * @param tenant the tenant id
   * @param policies the user flows whose tokens are accepted, compared without regard to case; the
   *     first is the one that people sign in by
   * @param passwordReset the user flow for people who forgot their password; its tokens are never
   *     accepted
   */
  record B2c(
      URI authority,
      String tenantName,
      UUID tenant,
      List<String> policies,
      Optional<String> passwordReset)
      implements OidcProvider {

    public B2c {
      requireNoSlash(authority);
      policies = List.copyOf(policies);
      if (policies.isEmpty()) {
        throw new IllegalArgumentException("no policy");
      }
    }

    /** How rules and the audit log call it: {@code authority/tenant/v2.0/}. */
    public String issuer() {
      return authority + "/" + tenant + "/v2.0/";
    }

    /** Whether tokens of {@code policy} are accepted. */
    public boolean accepts(String policy) {
      return policies.stream().anyMatch(each -> lower(each).equals(lower(policy)));
    }

    /** The metadata of the policy that people sign in by. */
    @Override
    public URI discovery() {
      return discovery(policies.get(0));
    }

    /** The metadata of {@code policy}: each has its own. */
    public URI discovery(String policy) {
      return wellKnown(authority + "/" + tenantName + "/" + policy + "/v2.0");
    }

    /**
     * The one that the metadata name: the tenant's, with its slash at the end, or the policy's
     * (learn.microsoft.com, "Configure tokens in Azure Active Directory B2C", issuer claim).
     */
    @Override
    public Set<String> tokenIssuers(String discovered) {
      String policy = authority + "/tfp/" + tenant + "/" + policies.get(0) + "/v2.0/";
      return discovered.equals(issuer()) || lower(discovered).equals(lower(policy))
          ? Set.of(discovered)
          : Set.of();
    }

    @Override
    public Set<Algorithm> algorithms() {
      return Set.of(Algorithm.RS256);
    }

    private static String lower(String text) {
      return text.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Any other OpenID provider, whose people are all external.
   *
   * @param issuer its issuer, compared exactly
   * @param algorithms the signature algorithms accepted, at least one
   * @param claims how its claims are called
   */
  record Generic(URI issuer, Set<Algorithm> algorithms, OidcClaimNames claims)
      implements OidcProvider {

    public Generic {
      algorithms = Set.copyOf(algorithms);
      if (algorithms.isEmpty()) {
        throw new IllegalArgumentException("no algorithm");
      }
    }

    /** A slash at the issuer's end is left out (OpenID Connect Discovery section 4). */
    @Override
    public URI discovery() {
      return wellKnown(issuer.toString().replaceFirst("/$", ""));
    }

    @Override
    public Set<String> tokenIssuers(String discovered) {
      return discovered.equals(issuer.toString()) ? Set.of(discovered) : Set.of();
    }
  }

  private static URI wellKnown(String root) {
    return URI.create(root + "/.well-known/openid-configuration");
  }

  private static void requireNoSlash(URI authority) {
    if (authority.toString().endsWith("/")) {
      throw new IllegalArgumentException("the authority ends with a slash");
    }
  }
}
