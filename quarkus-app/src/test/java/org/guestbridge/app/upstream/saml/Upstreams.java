package org.guestbridge.app.upstream.saml;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.downstream.saml.TestKeys;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.app.samlxml.RsaSigner;
import org.guestbridge.app.samlxml.SigningKey;
import org.guestbridge.app.samlxml.SigningKeys;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.PendingLogin;
import org.guestbridge.realm.ChangedHuman;
import org.guestbridge.realm.Credential.ClientCertificate;
import org.guestbridge.realm.HomeRealm;
import org.guestbridge.realm.SamlAttributes;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.SamlUpstream.Kind;
import org.guestbridge.realm.SamlUpstream.Trust;

/** Connections to test with; the identity provider signs with {@link #IDP}. */
public final class Upstreams {

  public static final SigningKey IDP = TestKeys.SP;
  public static final SigningKey NEXT = TestKeys.STRANGER;
  public static final SigningKey BROKER = TestKeys.BROKER;
  public static final URI SIGN_ON = URI.create("https://login.example/saml2");
  public static final Kind ENTRA = new Kind.Entra(UUID.fromString(Messages.TENANT));
  public static final Kind GENERIC = new Kind.Generic(Optional.empty(), SamlAttributes.DEFAULTS);

  private Upstreams() {}

  public static SamlUpstream upstream(Kind kind, Trust trust, boolean unsolicited) {
    return upstream(kind, trust, unsolicited, BROKER);
  }

  static SamlUpstream upstream(Kind kind, Trust trust, boolean unsolicited, SigningKey decryption) {
    return new SamlUpstream(
        "entra",
        kind,
        Messages.ISSUER,
        trust,
        true,
        Optional.of(
            new ClientCertificate(
                decryption.certificate(), (RSAPrivateKey) decryption.privateKey())),
        unsolicited,
        true,
        ChangedHuman.DEFAULTS,
        new HomeRealm(Optional.empty(), java.util.Set.of()));
  }

  public static Trust pinned(X509Certificate... certificates) {
    return new Trust.Pinned(SIGN_ON, List.of(certificates));
  }

  public static SamlConnection entra() {
    return connection(upstream(ENTRA, pinned(IDP.certificate()), false), clock());
  }

  public static SamlConnection connection(SamlUpstream upstream, InstantSource clock) {
    return new SamlConnection(
        upstream,
        ServiceProviderSite.of(URI.create("https://sso.example.com"), "example", "entra"),
        new SamlUpstreamServices(
            BoundedHttp.create(HttpLimits.DOCUMENTS),
            clock,
            new SecureRandom(),
            Runnable::run,
            RsaSigner.ofJvm(),
            () -> SigningKeys.only(BROKER)));
  }

  public static InstantSource clock() {
    return InstantSource.fixed(Instant.parse(Messages.NOW));
  }

  public static PendingLogin pending(boolean forceAuthn) {
    return new PendingLogin(
        "s1", Messages.REQUEST, "", forceAuthn, Instant.parse("2026-11-22T07:59:30Z"));
  }

  static BeginLogin login() {
    return new BeginLogin("s1", false, Optional.empty());
  }

  public static KeyPair ec() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
