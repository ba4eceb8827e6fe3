package org.guestbridge.app.downstream.saml;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.app.samlxml.RsaSigner;
import org.guestbridge.app.samlxml.SigningKeys;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.BoundAddress;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.rules.ReleasedNames;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.NameIdFormat;
import org.guestbridge.realm.ReleasePolicy;
import org.guestbridge.realm.SamlRegistration;
import org.guestbridge.realm.SamlServiceProvider;

/** One realm with one downstream, at one instant. */
final class Fixture {

  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  static final String SSO = "https://sso.example.com/r/example/saml/sso";
  static final String METADATA = "https://sso.example.com/r/example/saml/metadata";
  static final String SP = "https://auth.atlassian.com/saml/0a1b";
  static final String ACS = "https://auth.atlassian.com/login/callback?connection=saml-0a1b";
  static final UUID BINDING = UUID.fromString("6f1b3a52-0f60-4f3e-9a0e-6d1d5a0f2c11");
  static final AddressDomains DOMAINS =
      new AddressDomains(
          Set.of(new DomainName("example.com")), Set.of(new DomainName("guests.example.com")));

  private static final SigningKeys KEYS = SigningKeys.only(TestKeys.BROKER);

  private Fixture() {}

  static SamlServiceProvider downstream(
      List<X509Certificate> certificates, boolean requireSigned, boolean signResponse) {
    SamlRegistration registration =
        new SamlRegistration(
            SP,
            List.of(new SamlRegistration.Consumer(0, URI.create(ACS))),
            certificates,
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty());
    return new SamlServiceProvider(
        "atlassian",
        registration,
        requireSigned,
        signResponse,
        NameIdFormat.EMAIL,
        withGroups(),
        Optional.empty(),
        ReleasePolicy.EVERYTHING,
        List.of(),
        Optional.empty());
  }

  static AttributeNames withGroups() {
    AttributeNames defaults = AttributeNames.DEFAULTS;
    return new AttributeNames(
        defaults.givenName(),
        defaults.surname(),
        defaults.emailAddress(),
        defaults.internalId(),
        Optional.of("groups"),
        Optional.empty());
  }

  /** A sign-in that the downstream asked for. */
  static AuthnRequest request(Optional<String> relayState) {
    return new AuthnRequest("atlassian", 0, "_request", relayState, false);
  }

  static SamlIdentityProvider provider(SamlServiceProvider downstream) {
    SamlSite site =
        new SamlSite(
            new RealmId("example"),
            URI.create("https://sso.example.com"),
            DOMAINS,
            List.of(downstream));
    return new SamlIdentityProvider(site, () -> KEYS, RsaSigner.ofJvm(), InstantSource.fixed(NOW));
  }

  /** Neither needs signatures nor can verify them. */
  static SamlIdentityProvider open() {
    return provider(downstream(List.of(), false, false));
  }

  /** Verifies signatures that are there. */
  static SamlIdentityProvider verifying() {
    return provider(downstream(List.of(TestKeys.SP.certificate()), false, true));
  }

  /** Demands signatures. */
  static SamlIdentityProvider demanding() {
    return provider(downstream(List.of(TestKeys.SP.certificate()), true, true));
  }

  static ReleasedIdentity guest(String givenName, String surname, List<String> groups) {
    return identity(
        BindingKind.ALIAS, "joe_partner.example@guests.example.com", givenName, surname, groups);
  }

  static ReleasedIdentity identity(
      BindingKind kind, String address, String givenName, String surname, List<String> groups) {
    Binding binding =
        new Binding(
            BINDING,
            kind,
            BindingStatus.ACTIVE,
            Optional.empty(),
            Optional.empty(),
            EmailAddress.parse(address),
            Fingerprint.NONE,
            false,
            false,
            NOW);
    return ReleasedIdentity.of(
        BoundAddress.of(binding), new ReleasedNames(givenName, surname), groups);
  }
}
