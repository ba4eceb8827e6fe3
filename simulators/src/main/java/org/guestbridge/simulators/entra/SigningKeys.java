package org.guestbridge.simulators.entra;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tenant's signing keys: always at least two are published, one of them signs. */
public final class SigningKeys {
  private final Clock clock;
  private final List<SigningKey> published = new ArrayList<>();
  private SigningKey current;

  SigningKeys(Clock clock) {
    this.clock = clock;
    current = SigningKey.generate(clock.instant());
    published.add(SigningKey.generate(clock.instant()));
    published.add(current);
  }

  /** A new key signs from now on and is published beside the old ones. */
  public synchronized void rotate() {
    rotateSilently();
    publish();
  }

  /** A new key signs from now on, but is not published until {@link #publish}. */
  public synchronized void rotateSilently() {
    current = SigningKey.generate(clock.instant());
  }

  /** Publishes the key that signs, if it is not yet. */
  public synchronized void publish() {
    if (!published.contains(current)) {
      published.add(current);
    }
  }

  /** Withdraws every published key but the one that signs, and announces a next one. */
  public synchronized void withdrawOld() {
    published.removeIf(key -> !key.equals(current));
    published.add(0, SigningKey.generate(clock.instant()));
  }

  /** The {@code kid} that signs now. */
  public synchronized String currentKid() {
    return current.kid();
  }

  /** The {@code kid} of each published key. */
  public synchronized List<String> publishedKids() {
    return published.stream().map(SigningKey::kid).toList();
  }

  /** The certificate of each published key. */
  public synchronized List<X509Certificate> certificates() {
    return published.stream().map(SigningKey::certificate).toList();
  }

  synchronized SigningKey current() {
    return current;
  }

  /** A published key that does not sign now. */
  synchronized SigningKey other() {
    return published.stream()
        .filter(key -> !key.equals(current))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("only one key is published"));
  }

  /** The JSON Web Key Set; every key names the issuer that it signs for. */
  synchronized Map<String, Object> keySet(String issuer) {
    return Map.of("keys", published.stream().map(key -> jwk(key, issuer)).toList());
  }

  private static Map<String, Object> jwk(SigningKey key, String issuer) {
    Map<String, Object> jwk = new LinkedHashMap<>();
    jwk.put("kty", "RSA");
    jwk.put("use", "sig");
    jwk.put("kid", key.kid());
    jwk.put("x5t", key.kid());
    jwk.put("n", unsigned(key.publicKey().getModulus()));
    jwk.put("e", unsigned(key.publicKey().getPublicExponent()));
    jwk.put("x5c", List.of(key.x5c()));
    jwk.put("cloud_instance_name", "microsoftonline.com");
    jwk.put("issuer", issuer);
    return jwk;
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    return Jws.base64Url(Arrays.copyOfRange(bytes, sign, bytes.length));
  }
}
