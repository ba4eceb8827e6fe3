package org.guestbridge.simulators.entra;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * The credentials of the app registration. As at Entra, several secrets and several certificates
 * hold at once, until each is removed. Safe for use by several threads.
 */
public final class ClientCredentials {
  private final Set<String> secrets = new CopyOnWriteArraySet<>();
  private final List<X509Certificate> certificates = new CopyOnWriteArrayList<>();

  ClientCredentials(EntraSettings settings) {
    settings.clientSecret().ifPresent(secrets::add);
    settings.clientCertificate().ifPresent(certificates::add);
  }

  public void addSecret(String secret) {
    secrets.add(secret);
  }

  public void removeSecret(String secret) {
    secrets.remove(secret);
  }

  public void addCertificate(X509Certificate certificate) {
    certificates.add(certificate);
  }

  public void removeCertificate(X509Certificate certificate) {
    certificates.remove(certificate);
  }

  boolean isSecret(String shown) {
    byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
    return secrets.stream()
        .anyMatch(secret -> MessageDigest.isEqual(bytes, secret.getBytes(StandardCharsets.UTF_8)));
  }

  List<X509Certificate> certificates() {
    return List.copyOf(certificates);
  }
}
