package org.guestbridge.app.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;

/**
 * The keys of one broker: for each realm the RSA keys that sign assertions, and for all realms
 * together the key that seals cookies and the key of the registry's digests. Immutable: what a file
 * held when it was read.
 *
 * <p>The registry key is never rotated and never replaced, and all realms share it, since an alias
 * is unique over all of them. Every uniqueness column of the registry is a digest under it: with
 * another key the registry no longer recognises the people and addresses it knows, and would give a
 * second alias to everybody. Back the ring up together with the database.
 */
public final class KeyRing {

  private final Map<RealmId, RealmKeys> signing;
  private final SecretKey cookieKey;
  private final SecretKey registryKey;

  KeyRing(Collection<RealmKeys> signing, SecretKey cookieKey, SecretKey registryKey) {
    Map<RealmId, RealmKeys> byRealm = new LinkedHashMap<>();
    signing.stream()
        .sorted(Comparator.comparing(keys -> keys.realm().value()))
        .forEach(keys -> byRealm.put(keys.realm(), keys));
    this.signing = Collections.unmodifiableMap(byRealm);
    this.cookieKey = cookieKey;
    this.registryKey = registryKey;
  }

  /**
   * Opens the ring at {@code location}.
   *
   * @throws RefusalException {@code key_ring_missing} when there is none, {@code
   *     key_ring_unreadable} when file, permissions, password or content are wrong
   */
  public static KeyRing open(KeyRingLocation location) throws RefusalException {
    return new KeyRingFile(location).open();
  }

  /**
   * Makes the first signing key of a realm: in a new ring at {@code location}, with its password
   * when neither the environment nor a file holds one, or in the ring that is there.
   *
   * @param realm whose key; named in the certificate
   * @param size of the signing key
   * @throws RefusalException {@code key_ring_exists} when the realm has a key already; the ring is
   *     left as it was
   */
  public static KeyRing generate(
      KeyRingLocation location, RealmId realm, KeySize size, InstantSource clock)
      throws RefusalException {
    return new KeyRingEditor(location, clock).generate(realm, size);
  }

  /** The realms that have a signing key, in the order of their names. */
  public Set<RealmId> realms() {
    return signing.keySet();
  }

  /** The signing keys of a realm, when it has any. */
  public Optional<RealmKeys> find(RealmId realm) {
    return Optional.ofNullable(signing.get(realm));
  }

  /**
   * The signing keys of a realm.
   *
   * @throws RefusalException {@code signing_key_missing} when it has none
   */
  public RealmKeys keys(RealmId realm) throws RefusalException {
    return find(realm)
        .orElseThrow(
            () ->
                new RefusalException(
                    Code.SIGNING_KEY_MISSING,
                    "The key ring has no signing key for the realm " + realm + "."));
  }

  /** The AES-256 key that seals cookies. */
  public SecretKey cookieKey() {
    return cookieKey;
  }

  /** The key of the registry's digests. */
  public RegistryKey registryKey() {
    return RegistryKey.of(registryKey.getEncoded());
  }

  /**
   * The registry key as base64 on one line, as the extension for Keycloak reads it: for an {@link
   * OwnerOnlyFile} and nothing else.
   */
  public byte[] exposeRegistryKey() {
    String line = Base64.getEncoder().encodeToString(registryKey.getEncoded()) + "\n";
    return line.getBytes(StandardCharsets.US_ASCII);
  }

  /** What the nodes that share this ring show one another; made anew at each call. */
  public NodeIdentity nodeIdentity(InstantSource clock) {
    return NodeIdentity.derive(registryKey, clock.instant());
  }

  /**
   * What tells two rings apart without telling anything of the keys, 32 hexadecimal characters. It
   * covers what must be the same on every node at every moment, the cookie key and the registry
   * key; so staging and switching a signing key leave it as it is.
   */
  public String thumbprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(proofOf(cookieKey));
      digest.update(proofOf(registryKey));
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform lacks SHA-256", e);
    }
  }

  /**
   * What nodes have to agree on before they serve together, 32 hexadecimal characters: the ring's
   * {@link #thumbprint} and the certificate of the key that signs for each realm at {@code now}. A
   * staged key leaves it as it is, a switch on one node only does not.
   */
  public String agreement(Instant now) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(thumbprint().getBytes(StandardCharsets.US_ASCII));
      for (RealmKeys keys : new TreeMap<>(byName()).values()) {
        digest.update(keys.at(now).active().certificate().getEncoded());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform lacks SHA-256", e);
    }
  }

  private Map<String, RealmKeys> byName() {
    return signing.values().stream()
        .collect(Collectors.toMap(keys -> keys.realm().value(), keys -> keys));
  }

  /**
   * Passes when a running broker may go on with this ring instead of {@code running}: it holds the
   * same cookie and registry key, and signing keys for every realm that had them.
   *
   * @throws RefusalException {@code key_ring_replaced} when not
   */
  public void requireContinuationOf(KeyRing running) throws RefusalException {
    if (!thumbprint().equals(running.thumbprint())) {
      throw new RefusalException(
          Code.KEY_RING_REPLACED, "The cookie key or the registry key is another one.");
    }
    if (!signing.keySet().containsAll(running.signing.keySet())) {
      throw new RefusalException(Code.KEY_RING_REPLACED, "The keys of a realm are gone.");
    }
  }

  Collection<RealmKeys> signing() {
    return signing.values();
  }

  SecretKey registrySecret() {
    return registryKey;
  }

  /** This ring with {@code keys} for their realm. */
  KeyRing with(RealmKeys keys) {
    Map<RealmId, RealmKeys> next = new HashMap<>(signing);
    next.put(keys.realm(), keys);
    return new KeyRing(next.values(), cookieKey, registryKey);
  }

  private static byte[] proofOf(SecretKey key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(key);
    return mac.doFinal("guestbridge key ring thumbprint".getBytes(StandardCharsets.US_ASCII));
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[key ring " + thumbprint() + "]";
  }
}
