package org.guestbridge.simulators.entra;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which product of the family answers, for they differ in paths, issuer and claims.
 *
 * @param issuer a template with {@code {authority}}, {@code {tid}} and {@code {policy}}
 * @param policies the user flows of an Azure AD B2C tenant, each with endpoints of its own
 * @param policyClaim {@code tfp} or {@code acr}
 * @param subjectNotSupported B2C's constant text in {@code sub}
 */
public record OidcFlavour(
    Kind kind,
    String issuer,
    List<String> policies,
    String policyClaim,
    boolean subjectNotSupported) {

  /** The text in {@code sub} where B2C is set to "Not supported". */
  public static final String SUBJECT_NOT_SUPPORTED = "Not supported currently. Use oid claim.";

  /** B2C's default issuer, which is not where its metadata is. */
  public static final String B2C_DEFAULT_ISSUER = "{authority}/{tid}/v2.0/";

  /** B2C's issuer with the policy, which OpenID Connect Discovery accepts. */
  public static final String B2C_POLICY_ISSUER = "{authority}/tfp/{tid}/{policy}/v2.0/";

  /** The kinds of provider. */
  public enum Kind {
    /** A workforce tenant whose app is for this tenant alone. */
    SINGLE_TENANT,
    /** The same with an app for people of every tenant. */
    MULTI_TENANT,
    /** Azure AD B2C. */
    B2C,
    /** Microsoft Entra External ID. */
    EXTERNAL_ID,
    /** An OpenID provider that has nothing to do with Microsoft. */
    GENERIC
  }

  public OidcFlavour {
    policies = List.copyOf(policies);
  }

  /** What every simulated tenant is unless told otherwise. */
  public static OidcFlavour singleTenant() {
    return of(Kind.SINGLE_TENANT, "{authority}/{tid}/v2.0");
  }

  /** {@code organizations} serves people of several tenants; the issuer is a template there. */
  public static OidcFlavour multiTenant() {
    return of(Kind.MULTI_TENANT, "{authority}/{tid}/v2.0");
  }

  /** Azure AD B2C with these user flows and the default issuer. */
  public static OidcFlavour b2c(String... policies) {
    return new OidcFlavour(Kind.B2C, B2C_DEFAULT_ISSUER, List.of(policies), "tfp", false);
  }

  /** Entra External ID whose issuer is on the host of the sub-domain. */
  public static OidcFlavour externalId(String subdomain) {
    return of(Kind.EXTERNAL_ID, "https://" + subdomain + ".ciamlogin.com/{tid}/v2.0");
  }

  /** Any other OpenID provider: the issuer is its origin. */
  public static OidcFlavour generic() {
    return of(Kind.GENERIC, "{authority}");
  }

  /** The same with another issuer, for instance of a custom domain. */
  public OidcFlavour withIssuer(String template) {
    return new OidcFlavour(kind, template, policies, policyClaim, subjectNotSupported);
  }

  public OidcFlavour withPolicyClaim(String name) {
    return new OidcFlavour(kind, issuer, policies, name, subjectNotSupported);
  }

  public OidcFlavour withSubjectNotSupported() {
    return new OidcFlavour(kind, issuer, policies, policyClaim, true);
  }

  String issuer(Object authority, String tenant, Optional<String> policy) {
    return issuer
        .replace("{authority}", authority.toString())
        .replace("{tid}", tenant)
        .replace("{policy}", policy.orElse(""));
  }

  String issuer(Object authority, UUID tenant, Optional<String> policy) {
    return issuer(authority, tenant.toString(), policy);
  }

  private static OidcFlavour of(Kind kind, String issuer) {
    return new OidcFlavour(kind, issuer, List.of(), "tfp", false);
  }
}
