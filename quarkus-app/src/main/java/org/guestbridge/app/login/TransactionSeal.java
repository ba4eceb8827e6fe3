package org.guestbridge.app.login;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.CanonicalBytes;
import org.guestbridge.core.text.RealmId;

/**
 * Seals a login transaction into text that only this realm's brokers can read or make: AES-256-GCM,
 * a random 96-bit nonce each (NIST SP 800-38D section 8.2.2), and the realm, the cookie's name and
 * the kind of content as associated data, so that a sealed text is good in one place only.
 */
final class TransactionSeal {

  /** Longest sealed text, in characters. */
  static final int MAX_LENGTH = 1_536;

  static final String KIND = "login-transaction-2";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  /** The last second of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private final SecretKey key;
  private final RealmId realm;
  private final SecureRandom random;

  TransactionSeal(SecretKey key, RealmId realm, SecureRandom random) {
    this.key = key;
    this.realm = realm;
    this.random = random;
  }

  String seal(LoginTransaction transaction, String cookieName) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, cookieName);
      byte[] sealed = cipher.doFinal(encode(transaction));
      byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
  }

  /**
   * Opens what a browser brought back; untrusted until the tag verifies.
   *
   * @throws RefusalException {@link Code#TRANSACTION_INVALID}
   */
  LoginTransaction open(String sealedText, String cookieName) throws RefusalException {
    if (sealedText.length() > MAX_LENGTH) {
      throw new RefusalException(Code.TRANSACTION_INVALID, "the cookie is too long");
    }
    try {
      byte[] whole = Base64.getUrlDecoder().decode(sealedText);
      if (whole.length < NONCE_BYTES + TAG_BITS / 8) {
        throw new RefusalException(Code.TRANSACTION_INVALID, "the cookie is too short");
      }
      byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, cookieName);
      return decode(cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new RefusalException(Code.TRANSACTION_INVALID, "the cookie does not open", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String cookieName) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(CanonicalBytes.of(List.of(realm.value(), cookieName, KIND)));
    return cipher;
  }

  private static byte[] encode(LoginTransaction transaction) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(transaction.id());
      out.writeUTF(transaction.downstream());
      out.writeShort(transaction.consumer());
      out.writeUTF(transaction.requestId());
      out.writeBoolean(transaction.relayState().isPresent());
      if (transaction.relayState().isPresent()) {
        byte[] relayState = transaction.relayState().get().getBytes(StandardCharsets.UTF_8);
        out.writeShort(relayState.length);
        out.write(relayState);
      }
      out.writeUTF(transaction.upstream());
      out.writeUTF(transaction.nonce());
      out.writeUTF(transaction.codeVerifier());
      out.writeBoolean(transaction.freshSignIn());
      out.writeLong(transaction.startedAt().getEpochSecond());
      out.writeUTF(transaction.correlationId());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static LoginTransaction decode(byte[] bytes) throws RefusalException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return new LoginTransaction(
          in.readUTF(),
          in.readUTF(),
          in.readUnsignedShort(),
          in.readUTF(),
          readRelayState(in),
          in.readUTF(),
          in.readUTF(),
          in.readUTF(),
          in.readBoolean(),
          readStart(in),
          in.readUTF());
    } catch (IOException e) {
      throw new RefusalException(Code.TRANSACTION_INVALID, "the cookie has another layout", e);
    }
  }

  private static Instant readStart(DataInputStream in) throws IOException {
    long second = in.readLong();
    if (second < 0 || second > LAST_SECOND) {
      throw new IOException("a time out of range");
    }
    return Instant.ofEpochSecond(second);
  }

  private static Optional<String> readRelayState(DataInputStream in) throws IOException {
    if (!in.readBoolean()) {
      return Optional.empty();
    }
    byte[] relayState = new byte[in.readUnsignedShort()];
    in.readFully(relayState);
    return Optional.of(new String(relayState, StandardCharsets.UTF_8));
  }
}
