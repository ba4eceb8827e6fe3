package org.guestbridge.realm.oidc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.guestbridge.core.problem.RefusalException;

/**
 * The attributes of an Entra assertion, read as the claims that they are by another name, so that
 * one person is one and the same by either protocol (learn.microsoft.com, "SAML token claims
 * reference" and "Claims customization").
 *
 * <p>An attribute that is called like a claim of the ID token but is not that claim is left out: an
 * administrator may have given any name to anything.
 */
public final class EntraAttributes {

  private static final String MICROSOFT = "http://schemas.microsoft.com/identity/claims/";
  private static final String IDENTITY = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
  private static final String SCHEMAS = "http://schemas.microsoft.com/ws/2008/06/identity/claims/";

  private static final Map<String, String> CLAIMS =
      Map.ofEntries(
          Map.entry(MICROSOFT + "tenantid", "tid"),
          Map.entry(MICROSOFT + "objectidentifier", "oid"),
          Map.entry(MICROSOFT + "identityprovider", "idp"),
          Map.entry(MICROSOFT + "displayname", "name"),
          Map.entry(MICROSOFT + "acct", "acct"),
          Map.entry(IDENTITY + "givenname", "given_name"),
          Map.entry(IDENTITY + "surname", "family_name"),
          Map.entry(IDENTITY + "emailaddress", "email"),
          Map.entry(IDENTITY + "name", "preferred_username"),
          Map.entry(IDENTITY + "upn", "upn"),
          Map.entry(SCHEMAS + "groups", "groups"),
          Map.entry(SCHEMAS + "role", "roles"));

  /** Stands in for groups when there are more than 150. */
  private static final String GROUPS_LINK = "http://schemas.microsoft.com/claims/groups.link";

  private EntraAttributes() {}

  /** The issuer of a tenant's assertions. */
  public static String issuer(UUID tenant) {
    return "https://sts.windows.net/" + tenant + "/";
  }

  /**
   * Reads verified attributes. {@code identityprovider} is always sent, so its absence never proves
   * anything.
   *
   * @param attributes the values by name
   * @param tenant the connection's
   * @throws RefusalException {@code token_claims} when one is missing or has the wrong shape;
   *     {@code token_tenant} when the tenant is not the connection's
   */
  public static OidcClaims read(Map<String, List<String>> attributes, UUID tenant)
      throws RefusalException {
    return EntraClaims.ofAssertion(new ClaimReader(claims(attributes)), tenant, issuer(tenant));
  }

  private static Map<String, Object> claims(Map<String, List<String>> attributes) {
    Map<String, Object> claims = new LinkedHashMap<>();
    attributes.forEach(
        (name, values) -> {
          String claim = CLAIMS.getOrDefault(name, name);
          boolean mistakable = claim.equals(name) && OidcClaims.isReadElsewhere(name);
          if (!values.isEmpty() && !mistakable && !name.equals(GROUPS_LINK)) {
            claims.put(claim, values.size() == 1 ? values.get(0) : values);
          }
        });
    if (attributes.containsKey(GROUPS_LINK)) {
      claims.put("hasgroups", true);
    }
    return claims;
  }
}
