package org.guestbridge.realm.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.guestbridge.realm.ChangedHuman;
import org.guestbridge.realm.OidcClaimNames;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlAttributes;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.Upstream;

/**
 * Writes the login policy of one upstream: domains and rules as the realm file has them, and how
 * the upstream's people are read, with every reference resolved and every default left out.
 *
 * <p>One realm file makes one text: members stand in a fixed order, or in the file's.
 */
final class LoginPolicyDocument {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private LoginPolicyDocument() {}

  /**
   * The policy on one line.
   *
   * @param file the realm file's tree
   * @param realm what was loaded from it
   * @param upstream one of the realm's
   */
  static String of(JsonNode file, Realm realm, Upstream upstream) {
    ObjectNode document = NODES.objectNode();
    document.put("realm", realm.id().value());
    document.set("upstream", connection(upstream));
    document.set("domains", file.required("domains"));
    document.set("rules", file.required("rules"));
    return ImportJson.compact(document);
  }

  private static ObjectNode connection(Upstream upstream) {
    ObjectNode section = NODES.objectNode();
    section.put("name", upstream.name());
    if (upstream instanceof OidcUpstream oidc) {
      tokens(section, oidc.provider());
    } else {
      assertions(section, (SamlUpstream) upstream);
    }
    changedHuman(section, upstream.changedHuman());
    return section;
  }

  private static void tokens(ObjectNode section, OidcProvider provider) {
    if (provider instanceof OidcProvider.Entra entra) {
      section.put("type", "entra-oidc");
      section.put("tenant", entra.tenant().toString());
      list(section, "otherTenants", entra.otherTenants());
      if (!entra.authority().equals(OidcProvider.Entra.DEFAULT_AUTHORITY)) {
        section.put("authority", entra.authority().toString());
      }
      section.put("idpClaimConfigured", entra.idpClaimConfigured());
    } else if (provider instanceof OidcProvider.ExternalId externalId) {
      section.put("type", "entra-external-id");
      section.put("authority", externalId.authority().toString());
      section.put("tenant", externalId.tenant().toString());
      list(section, "issuers", externalId.issuers().stream().sorted().toList());
    } else if (provider instanceof OidcProvider.B2c b2c) {
      section.put("type", "azure-b2c");
      section.put("authority", b2c.authority().toString());
      section.put("tenant", b2c.tenant().toString());
      list(section, "policies", b2c.policies());
    } else {
      generic(section, (OidcProvider.Generic) provider);
    }
  }

  private static void generic(ObjectNode section, OidcProvider.Generic provider) {
    section.put("type", "oidc");
    section.put("issuer", provider.issuer().toString());
    list(section, "algorithms", provider.algorithms().stream().sorted().toList());
    OidcClaimNames names = provider.claims();
    Map<String, String> written = new TreeMap<>();
    written.put("mail", names.mail());
    written.put("mailVerified", names.mailVerified());
    written.put("signInName", names.signInName());
    written.put("displayName", names.displayName());
    written.put("givenName", names.givenName());
    written.put("surname", names.surname());
    written.put("groups", names.groups());
    written.put("roles", names.roles());
    ObjectNode claims = section.putObject("claims");
    written.forEach(claims::put);
  }

  private static void assertions(ObjectNode section, SamlUpstream upstream) {
    if (upstream.kind() instanceof SamlUpstream.Kind.Entra entra) {
      section.put("type", "entra-saml");
      section.put("tenant", entra.tenant().toString());
      return;
    }
    SamlUpstream.Kind.Generic generic = (SamlUpstream.Kind.Generic) upstream.kind();
    section.put("type", "saml");
    section.put("entityId", upstream.entityId());
    generic.subjectAttribute().ifPresent(name -> section.put("subjectAttribute", name));
    SamlAttributes names = generic.attributes();
    Map<String, Optional<String>> written = new TreeMap<>();
    written.put("mail", names.mail());
    written.put("signInName", names.signInName());
    written.put("displayName", names.displayName());
    written.put("givenName", names.givenName());
    written.put("surname", names.surname());
    written.put("groups", names.groups());
    written.put("roles", names.roles());
    ObjectNode attributes = section.putObject("attributes");
    written.forEach((key, name) -> name.ifPresent(given -> attributes.put(key, given)));
  }

  private static void changedHuman(ObjectNode section, ChangedHuman policy) {
    section
        .putObject("changedHuman")
        .put("external", policy.external().name().toLowerCase(Locale.ROOT))
        .put("internal", policy.internal().name().toLowerCase(Locale.ROOT));
  }

  private static void list(ObjectNode section, String key, Collection<?> values) {
    if (!values.isEmpty()) {
      ArrayNode list = section.putArray(key);
      values.forEach(value -> list.add(value.toString()));
    }
  }
}
