package org.guestbridge.realm;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who a SAML service provider is: written in the realm file, or read from its metadata (SAML
 * metadata section 2.4.4).
 *
 * @param entityId compared character by character
 * @param consumers the assertion consumer services that take HTTP-POST, the default one first; at
 *     least one; no two share an index or a URL
 * @param signingCertificates the keys that its messages may be signed with; empty when it publishes
 *     none
 * @param encryptionCertificate whose key its assertions are encrypted with; they are not when it is
 *     absent
 * @param singleLogout where answers to its logout requests go; when absent, it cannot ask
 * @param signsRequests whether it declares that it signs every AuthnRequest
 * @param validUntil the first instant at which this must not be relied on any more
 */
public record SamlRegistration(
    String entityId,
    List<Consumer> consumers,
    List<X509Certificate> signingCertificates,
    Optional<X509Certificate> encryptionCertificate,
    Optional<SingleLogout> singleLogout,
    boolean signsRequests,
    Optional<Instant> validUntil) {

  /** Most assertion consumer services of one service provider. */
  public static final int MAX_CONSUMERS = 32;

  /** Longest entity id, in characters (SAML metadata section 2.2.1). */
  public static final int MAX_ENTITY_ID = 1_024;

  public SamlRegistration {
    consumers = List.copyOf(consumers);
    signingCertificates = List.copyOf(signingCertificates);
    if (entityId.isBlank() || entityId.length() > MAX_ENTITY_ID) {
      throw new IllegalArgumentException("the entity id is blank or too long");
    }
    if (consumers.isEmpty() || consumers.size() > MAX_CONSUMERS || hasRepeats(consumers)) {
      throw new IllegalArgumentException("no consumer, too many, or one stands twice");
    }
    if (signingCertificates.isEmpty() && (singleLogout.isPresent() || signsRequests)) {
      throw new IllegalArgumentException("signed messages are expected but no key is known");
    }
  }

  /** Where an answer goes unless the request names another. */
  public Consumer defaultConsumer() {
    return consumers.get(0);
  }

  /** The same without a key to encrypt assertions with. */
  public SamlRegistration withoutEncryption() {
    return new SamlRegistration(
        entityId,
        consumers,
        signingCertificates,
        Optional.empty(),
        singleLogout,
        signsRequests,
        validUntil);
  }

  private static boolean hasRepeats(List<Consumer> consumers) {
    Set<Integer> indexes = new HashSet<>();
    Set<URI> urls = new HashSet<>();
    return !consumers.stream().allMatch(c -> indexes.add(c.index()) && urls.add(c.url()));
  }

  /**
   * An assertion consumer service that takes HTTP-POST.
   *
   * @param index what a request names it by; from 0 to 65,535
   * @param url where the response is posted; query string included
   */
  public record Consumer(int index, URI url) {

    /** The highest index (SAML metadata section 2.2.3: an unsignedShort). */
    public static final int MAX_INDEX = 65_535;

    public Consumer {
      if (index < 0 || index > MAX_INDEX) {
        throw new IllegalArgumentException("the index is out of range");
      }
    }
  }

  /**
   * A single logout service (SAML profiles section 4.4).
   *
   * @param url where a LogoutResponse goes
   * @param binding how it gets there
   */
  public record SingleLogout(URI url, Binding binding) {}

  /** How a message travels through the browser. */
  public enum Binding {
    /** In the query of a redirect (SAML bindings section 3.4). */
    REDIRECT,
    /** In a form that the browser posts (SAML bindings section 3.5). */
    POST
  }
}
