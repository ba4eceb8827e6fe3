package org.guestbridge.simulators.saml.idp;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.guestbridge.simulators.saml.Credential;

/** The signing keys of an identity provider: one signs, one or more are in the metadata. */
public final class IdpKeys {
  private final Supplier<Credential> generator;
  private final List<X509Certificate> published = new ArrayList<>();
  private final Credential stranger;
  private Credential current;
  private Credential next;

  IdpKeys(Supplier<Credential> generator) {
    this.generator = generator;
    this.current = generator.get();
    this.next = generator.get();
    this.stranger = generator.get();
    published.add(current.certificate());
  }

  /** Publishes the certificate that will sign after {@link #rollOver}, beside the current one. */
  public synchronized IdpKeys announceNext() {
    publish(next.certificate());
    return this;
  }

  /** The next key signs from now on; it is published, and the old one still is. */
  public synchronized IdpKeys rollOver() {
    rollOverSilently();
    publish(current.certificate());
    return this;
  }

  /** The next key signs from now on, published or not. */
  public synchronized IdpKeys rollOverSilently() {
    current = next;
    next = generator.get();
    return this;
  }

  /** Publishes the key that signs, if it is not yet. */
  public synchronized IdpKeys publish() {
    publish(current.certificate());
    return this;
  }

  /** Withdraws every certificate but that of the key that signs. */
  public synchronized IdpKeys withdrawOld() {
    published.removeIf(certificate -> !certificate.equals(current.certificate()));
    return this;
  }

  /** The certificate that verifies what is signed now. */
  public synchronized X509Certificate certificate() {
    return current.certificate();
  }

  /** The certificates in the metadata. */
  public synchronized List<X509Certificate> published() {
    return List.copyOf(published);
  }

  synchronized Credential current() {
    return current;
  }

  /** A key that is never published, for faults. */
  Credential stranger() {
    return stranger;
  }

  private void publish(X509Certificate certificate) {
    if (!published.contains(certificate)) {
      published.add(certificate);
    }
  }
}
