package org.guestbridge.app.login;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.CanonicalBytes;
import org.guestbridge.core.text.RealmId;

/**
 * Seals a login transaction, a pending choice or a pending logout into text that only this realm's
 * brokers can read or make: AES-256-GCM, a random 96-bit nonce each (NIST SP 800-38D section
 * 8.2.2), and the realm, the cookie's name and the kind of content as associated data, so that a
 * sealed text is good in one place and as one thing only.
 */
final class TransactionSeal {

  /** Longest sealed text, in characters. */
  static final int MAX_LENGTH = 1_536;

  static final String TRANSACTION = "login-transaction-3";
  private static final String CHOICE = "pending-choice-1";
  private static final String LOGOUT = "pending-logout-1";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final RealmId realm;
  private final SecureRandom random;

  TransactionSeal(SecretKey key, RealmId realm, SecureRandom random) {
    this.key = key;
    this.realm = realm;
    this.random = random;
  }

  String seal(LoginTransaction transaction, String cookieName) {
    return seal(TransactionLayout.encode(transaction), TRANSACTION, cookieName);
  }

  String seal(PendingChoice choice, String cookieName) {
    return seal(TransactionLayout.encode(choice), CHOICE, cookieName);
  }

  String seal(PendingLogout logout, String cookieName) {
    return seal(TransactionLayout.encode(logout), LOGOUT, cookieName);
  }

  /**
   * Opens a transaction that a browser brought back; untrusted until the tag verifies.
   *
   * @throws RefusalException {@link Code#TRANSACTION_INVALID}
   */
  LoginTransaction open(String sealedText, String cookieName) throws RefusalException {
    return TransactionLayout.transaction(unseal(sealedText, TRANSACTION, cookieName));
  }

  /**
   * Opens a choice that a browser brought back; untrusted until the tag verifies.
   *
   * @throws RefusalException {@link Code#TRANSACTION_INVALID}
   */
  PendingChoice openChoice(String sealedText, String cookieName) throws RefusalException {
    return TransactionLayout.choice(unseal(sealedText, CHOICE, cookieName));
  }

  /**
   * Opens a logout that a browser brought back; untrusted until the tag verifies.
   *
   * @throws RefusalException {@link Code#TRANSACTION_INVALID}
   */
  PendingLogout openLogout(String sealedText, String cookieName) throws RefusalException {
    return TransactionLayout.logout(unseal(sealedText, LOGOUT, cookieName));
  }

  private String seal(byte[] content, String kind, String cookieName) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, kind, cookieName).doFinal(content);
      byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
  }

  private byte[] unseal(String sealedText, String kind, String cookieName) throws RefusalException {
    if (sealedText.length() > MAX_LENGTH) {
      throw new RefusalException(Code.TRANSACTION_INVALID, "the cookie is too long");
    }
    try {
      byte[] whole = Base64.getUrlDecoder().decode(sealedText);
      if (whole.length < NONCE_BYTES + TAG_BITS / 8) {
        throw new RefusalException(Code.TRANSACTION_INVALID, "the cookie is too short");
      }
      byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
      return cipher(Cipher.DECRYPT_MODE, nonce, kind, cookieName)
          .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new RefusalException(Code.TRANSACTION_INVALID, "the cookie does not open", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String kind, String cookieName)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(CanonicalBytes.of(List.of(realm.value(), cookieName, kind)));
    return cipher;
  }
}
