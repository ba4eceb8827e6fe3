package org.guestbridge.app.downstream.saml;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.IdpInitiated;
import org.guestbridge.realm.NameIdFormat;
import org.guestbridge.realm.ReleasePolicy;
import org.guestbridge.realm.SamlRegistration;
import org.guestbridge.realm.SamlRegistration.Binding;
import org.guestbridge.realm.SamlRegistration.Consumer;
import org.guestbridge.realm.SamlRegistration.SingleLogout;
import org.guestbridge.realm.SamlServiceProvider;

/** A service provider that is not Atlassian's, changed in one thing at a time. */
final class GenericProvider {

  static final String OTHER_ACS = "https://jira.example.com/other?x=1";
  static final URI LOGOUT = URI.create("https://jira.example.com/slo");

  private NameIdFormat format = NameIdFormat.EMAIL;
  private AttributeNames attributes = Fixture.withGroups();
  private Optional<X509Certificate> encryption = Optional.empty();
  private Optional<SingleLogout> logout = Optional.empty();
  private Optional<IdpInitiated> idpInitiated = Optional.empty();
  private ReleasePolicy release = ReleasePolicy.EVERYTHING;
  private Optional<Instant> validUntil = Optional.empty();
  private boolean signResponse;

  GenericProvider format(NameIdFormat value) {
    format = value;
    return this;
  }

  GenericProvider attributes(AttributeNames value) {
    attributes = value;
    return this;
  }

  GenericProvider encryptFor(X509Certificate certificate) {
    encryption = Optional.of(certificate);
    return this;
  }

  GenericProvider logout(String url, Binding binding) {
    logout = Optional.of(new SingleLogout(URI.create(url), binding));
    return this;
  }

  GenericProvider idpInitiated(IdpInitiated value) {
    idpInitiated = Optional.of(value);
    return this;
  }

  GenericProvider release(ReleasePolicy value) {
    release = value;
    return this;
  }

  GenericProvider validUntil(Instant value) {
    validUntil = Optional.of(value);
    return this;
  }

  GenericProvider signResponse() {
    signResponse = true;
    return this;
  }

  SamlIdentityProvider provider() {
    SamlRegistration registration =
        new SamlRegistration(
            Fixture.SP,
            List.of(
                new Consumer(3, URI.create(Fixture.ACS)), new Consumer(7, URI.create(OTHER_ACS))),
            List.of(TestKeys.SP.certificate()),
            encryption,
            logout,
            false,
            validUntil);
    return Fixture.provider(
        new SamlServiceProvider(
            "atlassian",
            registration,
            false,
            signResponse,
            format,
            attributes,
            idpInitiated,
            release,
            List.of(),
            Optional.empty()));
  }
}
