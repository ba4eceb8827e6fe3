package org.guestbridge.app.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;

/**
 * The PKCS#12 form of a ring (RFC 7292). What is active, and when a switch is due, stands in the
 * names of the entries ({@link EntryName}). So keys and states are one file: they are replaced
 * together, never disagree, are copied together, and both are covered by the container's MAC under
 * the password. Without the password nobody can make another key active, not even one that is in
 * the ring. The JDK opens a container that has no MAC without a word; this class refuses it.
 *
 * @param location where it is
 */
record KeyRingFile(KeyRingLocation location) {

  private static final String COOKIE = "cookie";
  private static final String REGISTRY = "registry";
  private static final int KEY_BYTES = 32;
  private static final int MIN_PASSWORD_CHARACTERS = 12;

  /** PKCS#12 secret bags need an algorithm with an object identifier; every 32 bytes are AES's. */
  private static final String SECRET_ALGORITHM = "AES";

  KeyRing open() throws RefusalException {
    if (!location.ring().exists()) {
      throw new RefusalException(
          Code.KEY_RING_MISSING, "There is no key ring at " + location.ring().path() + ".");
    }
    try {
      return decode(location.ring().read(), existingPassword());
    } catch (ExposedFileException e) {
      throw new RefusalException(Code.KEY_RING_UNREADABLE, e.getMessage() + "; make it 0600.", e);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new RefusalException(
          Code.KEY_RING_UNREADABLE,
          "The key ring is damaged, cannot be read, or has another password.",
          e);
    }
  }

  /** Makes the file, which must not exist, with new shared keys. */
  KeyRing create(RealmKeys first) throws RefusalException {
    try {
      KeyRing ring = new KeyRing(List.of(first), randomKey(), randomKey());
      location.ring().create(encode(ring, passwordForNewRing()));
      return ring;
    } catch (FileAlreadyExistsException e) {
      throw new RefusalException(
          Code.KEY_RING_EXISTS, "There is a key ring at " + location.ring().path() + ".", e);
    } catch (IOException | GeneralSecurityException e) {
      throw unwritten(e);
    }
  }

  /** Replaces the file as a whole. */
  void replace(KeyRing ring) throws RefusalException {
    try {
      location.ring().replace(encode(ring, existingPassword()));
    } catch (IOException | GeneralSecurityException e) {
      throw unwritten(e);
    }
  }

  private static RefusalException unwritten(Exception cause) {
    return new RefusalException(
        Code.KEY_RING_UNREADABLE, "The key ring could not be written.", cause);
  }

  private char[] existingPassword() throws IOException {
    if (location.environmentPassword().isPresent()) {
      return location.environmentPassword().get().toCharArray();
    }
    byte[] text = location.passwordFile().read();
    return new String(text, StandardCharsets.UTF_8).strip().toCharArray();
  }

  private char[] passwordForNewRing() throws IOException, RefusalException {
    if (location.environmentPassword().isEmpty() && !location.passwordFile().exists()) {
      byte[] random = randomBytes();
      String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
      location.passwordFile().create((password + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    char[] password = existingPassword();
    if (password.length < MIN_PASSWORD_CHARACTERS) {
      throw new RefusalException(
          Code.KEY_RING_UNREADABLE, "The key ring's password is shorter than 12 characters.");
    }
    return password;
  }

  private static byte[] encode(KeyRing ring, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    for (RealmKeys keys : ring.signing()) {
      for (SigningEntry entry : keys.all()) {
        Certificate[] chain = {entry.certificate()};
        store.setKeyEntry(EntryName.of(entry).text(), entry.key(), password, chain);
      }
    }
    store.setKeyEntry(COOKIE, ring.cookieKey(), password, null);
    store.setKeyEntry(REGISTRY, ring.registrySecret(), password, null);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password);
    return out.toByteArray();
  }

  private static KeyRing decode(byte[] bytes, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(bytes), password);
    if (Pfx.getInstance(bytes).getMacData() == null) {
      throw new GeneralSecurityException("no MAC");
    }
    Map<RealmId, List<SigningEntry>> signing = new HashMap<>();
    for (String name : Collections.list(store.aliases())) {
      if (!name.equals(COOKIE) && !name.equals(REGISTRY)) {
        SigningEntry entry = signing(store, name, password);
        signing.computeIfAbsent(entry.realm(), realm -> new ArrayList<>()).add(entry);
      }
    }
    List<RealmKeys> realms = new ArrayList<>();
    signing.forEach((realm, entries) -> realms.add(new RealmKeys(realm, entries)));
    return new KeyRing(realms, secret(store, COOKIE, password), secret(store, REGISTRY, password));
  }

  private static SigningEntry signing(KeyStore store, String name, char[] password)
      throws GeneralSecurityException {
    if (!(store.getKey(name, password) instanceof PrivateKey key)
        || !(store.getCertificate(name) instanceof X509Certificate certificate)) {
      throw new GeneralSecurityException("no signing key");
    }
    return EntryName.parse(name)
        .orElseThrow(() -> new GeneralSecurityException("an unknown entry"))
        .entry(key, certificate);
  }

  private static SecretKey secret(KeyStore store, String name, char[] password)
      throws GeneralSecurityException {
    Key key = store.getKey(name, password);
    if (key instanceof SecretKey secret && secret.getEncoded().length == KEY_BYTES) {
      return secret;
    }
    throw new GeneralSecurityException("no key " + name);
  }

  private static SecretKey randomKey() {
    return new SecretKeySpec(randomBytes(), SECRET_ALGORITHM);
  }

  private static byte[] randomBytes() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    return random;
  }
}
