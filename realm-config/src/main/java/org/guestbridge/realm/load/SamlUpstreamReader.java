package org.guestbridge.realm.load;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.ChangedHuman;
import org.guestbridge.realm.Credential.ClientCertificate;
import org.guestbridge.realm.HomeRealm;
import org.guestbridge.realm.SamlAttributes;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.SamlUpstream.Kind;
import org.guestbridge.realm.SamlUpstream.Trust;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;
import org.guestbridge.realm.login.LoginPolicy.Source;
import org.guestbridge.realm.oidc.EntraAttributes;

/** Reads an upstream that speaks SAML: an Entra tenant, an Azure AD B2C policy, or any other. */
final class SamlUpstreamReader {

  private static final String LOGIN_HOST = "https://login.microsoftonline.com/";

  /** What the broker's own addresses are called where an upstream's name stands in others. */
  private static final Set<String> RESERVED = Set.of("metadata", "slo", "sso");

  private static final Pattern APP_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern ENTITY_ID = Pattern.compile("[!-~]{1,1024}");
  private static final Pattern ATTRIBUTE_NAME = Pattern.compile("[!-~]{1,512}");
  private static final Pattern B2C_TENANT = Pattern.compile("[a-z0-9]{1,32}");
  private static final Pattern B2C_POLICY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final References references;
  private final TrustReader trustReader;
  private final OidcReader oidc;

  SamlUpstreamReader(References references, Urls urls, OidcReader oidc) {
    this.references = references;
    this.oidc = oidc;
    this.trustReader = new TrustReader(references, urls);
  }

  /** One Entra tenant. */
  Optional<Upstream> entra(String name, Section section) {
    checkName(name, section);
    Optional<UUID> tenant = section.required("tenant").flatMap(oidc::tenant);
    Optional<URI> ofApplication =
        section
            .optional("appId")
            .flatMap(
                node ->
                    text(node, APP_ID, "Give the application (client) ID, a GUID.")
                        .flatMap(app -> tenant.map(id -> metadataOf(id, app))));
    Optional<URI> signOn = tenant.map(id -> URI.create(LOGIN_HOST + id + "/saml2"));
    Optional<Trust> trust = trustReader.read(section, section.has("appId"), ofApplication, signOn);
    Optional<Boolean> loginHint = section.optional("loginHint").flatMap(Node::flag);
    Shared shared = shared(section);
    return section.finish(
        () ->
            upstream(
                name,
                new Kind.Entra(tenant.orElseThrow()),
                EntraAttributes.issuer(tenant.orElseThrow()),
                trust.orElseThrow(),
                loginHint.orElse(false),
                shared));
  }

  /** Any other identity provider. */
  Optional<Upstream> generic(String name, Section section) {
    checkName(name, section);
    Optional<String> entityId = section.required("entityId").flatMap(this::entityId);
    Optional<Trust> trust = trustReader.read(section, false, Optional.empty(), Optional.empty());
    Kind kind = genericKind(section);
    Shared shared = shared(section);
    return section.finish(
        () -> upstream(name, kind, entityId.orElseThrow(), trust.orElseThrow(), false, shared));
  }

  /** One custom policy of an Azure AD B2C tenant. */
  Optional<Upstream> azureB2c(String name, Section section) {
    checkName(name, section);
    Optional<String> tenant =
        section
            .required("tenant")
            .flatMap(
                node ->
                    text(
                        node,
                        B2C_TENANT,
                        "Give the tenant's name: fabrikam of fabrikam.b2clogin.com."));
    Optional<String> policy =
        section
            .required("policy")
            .flatMap(node -> text(node, B2C_POLICY, "Give the name of the custom policy."));
    Optional<String> base =
        tenant.flatMap(
            t -> policy.map(p -> "https://" + t + ".b2clogin.com/" + t + ".onmicrosoft.com/" + p));
    Optional<String> entityId = section.optional("entityId").flatMap(this::entityId);
    Optional<URI> published = base.map(url -> URI.create(url + "/Samlp/metadata"));
    boolean elsewhere = section.has("metadata") || section.has("certificates");
    Optional<Trust> trust =
        trustReader.read(
            section,
            !elsewhere,
            elsewhere ? Optional.empty() : published,
            base.map(url -> URI.create(url + "/Samlp/sso/login")));
    Kind kind = genericKind(section);
    Shared shared = shared(section);
    return section.finish(
        () ->
            upstream(
                name,
                kind,
                entityId.or(() -> base).orElseThrow(),
                trust.orElseThrow(),
                false,
                shared));
  }

  /** How people of one Entra tenant are read. */
  Optional<Source> entraSource(Section section) {
    return section
        .required("tenant")
        .flatMap(oidc::tenant)
        .map(tenant -> new Source.Saml(new Kind.Entra(tenant), EntraAttributes.issuer(tenant)));
  }

  /** How people of any other identity provider are read. */
  Optional<Source> genericSource(Section section) {
    Optional<String> entityId = section.required("entityId").flatMap(this::entityId);
    Kind kind = genericKind(section);
    return entityId.map(id -> new Source.Saml(kind, id));
  }

  private static void checkName(String name, Section section) {
    if (RESERVED.contains(name)) {
      section
          .node()
          .report(
              Code.REALM_VALUE_INVALID,
              "A SAML upstream is not called metadata, slo or sso: these are the broker's own"
                  + " addresses.");
    }
  }

  /** What every type has. */
  private record Shared(
      boolean requestSigning,
      Optional<ClientCertificate> decryption,
      boolean unsolicited,
      ChangedHuman changedHuman,
      HomeRealm homeRealm) {}

  private Shared shared(Section section) {
    Optional<Boolean> requestSigning = section.optional("requestSigning").flatMap(Node::flag);
    Optional<ClientCertificate> decryption =
        section.optional("decryption").flatMap(oidc::certificate);
    Optional<Boolean> unsolicited = section.optional("unsolicited").flatMap(Node::flag);
    Optional<ChangedHuman> changedHuman = UpstreamReader.changedHuman(section);
    return new Shared(
        requestSigning.orElse(false),
        decryption,
        unsolicited.orElse(false),
        changedHuman.orElse(ChangedHuman.DEFAULTS),
        UpstreamReader.homeRealm(section));
  }

  private static Upstream upstream(
      String name, Kind kind, String entityId, Trust trust, boolean loginHint, Shared shared) {
    return new SamlUpstream(
        name,
        kind,
        entityId,
        trust,
        shared.requestSigning(),
        shared.decryption(),
        shared.unsolicited(),
        loginHint,
        shared.changedHuman(),
        shared.homeRealm());
  }

  private static Kind genericKind(Section section) {
    Optional<String> subject =
        section.optional("subjectAttribute").flatMap(SamlUpstreamReader::attributeName);
    Optional<SamlAttributes> attributes =
        section.optional("attributes").flatMap(Node::section).flatMap(SamlUpstreamReader::names);
    return new Kind.Generic(subject, attributes.orElse(SamlAttributes.DEFAULTS));
  }

  /** What is not written keeps the name that Microsoft's products use. */
  private static Optional<SamlAttributes> names(Section section) {
    SamlAttributes defaults = SamlAttributes.DEFAULTS;
    Optional<String> mail = name(section, "mail", defaults.mail());
    Optional<String> signInName = name(section, "signInName", defaults.signInName());
    Optional<String> displayName = name(section, "displayName", defaults.displayName());
    Optional<String> givenName = name(section, "givenName", defaults.givenName());
    Optional<String> surname = name(section, "surname", defaults.surname());
    Optional<String> groups = name(section, "groups", defaults.groups());
    Optional<String> roles = name(section, "roles", defaults.roles());
    return section.finish(
        () -> new SamlAttributes(mail, signInName, displayName, givenName, surname, groups, roles));
  }

  private static Optional<String> name(Section section, String key, Optional<String> standard) {
    return section.optional(key).flatMap(SamlUpstreamReader::attributeName).or(() -> standard);
  }

  private static Optional<String> attributeName(Node node) {
    return node.text(
        text -> ATTRIBUTE_NAME.matcher(text).matches() ? Optional.of(text) : Optional.empty(),
        Code.REALM_VALUE_INVALID,
        "An attribute name has at most 512 characters and no spaces.");
  }

  private Optional<String> entityId(Node node) {
    return text(node, ENTITY_ID, "An entity ID has at most 1,024 characters and no spaces.");
  }

  private Optional<String> text(Node node, Pattern form, String expected) {
    Optional<String> text = references.text(node);
    return text.isEmpty()
        ? text
        : text.filter(value -> form.matcher(value).matches())
            .or(() -> node.refuse(Code.REALM_VALUE_INVALID, expected));
  }

  private static URI metadataOf(UUID tenant, String application) {
    return URI.create(
        LOGIN_HOST
            + tenant
            + "/federationmetadata/2007-06/federationmetadata.xml?appid="
            + application);
  }
}
