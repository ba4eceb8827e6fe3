package org.guestbridge.app.login;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.CanonicalBytes;

/**
 * The cookie that carries a login. As a browser brings it: only what was sealed opens. As its
 * content, sealed with the right key: another layout is refused like everything else.
 */
public final class CookieFuzz implements FuzzTarget {

  private static final String NAME = "__Host-gb-" + Transactions.ID;
  private static final byte[] NONCE = new byte[12];

  private final TransactionSeal seal = Transactions.seal("example");
  private final boolean content;

  private CookieFuzz(boolean content) {
    this.content = content;
  }

  public static CookieFuzz sealed() {
    return new CookieFuzz(false);
  }

  public static CookieFuzz content() {
    return new CookieFuzz(true);
  }

  @Override
  public List<byte[]> seeds() throws Exception {
    String ordinary = seal.seal(Transactions.ordinary(), NAME);
    String maximal = seal.seal(Transactions.maximal(), NAME);
    if (content) {
      byte[] opened = opened(ordinary);
      return List.of(
          opened,
          opened(maximal),
          withStart(opened, Long.MAX_VALUE),
          withStart(opened, Instant.MAX.getEpochSecond()),
          Arrays.copyOf(opened, opened.length / 2),
          new byte[200]);
    }
    return Require.seeds(
        ordinary,
        maximal,
        ordinary.substring(1),
        seal.seal(Transactions.ordinary(), NAME + "x"),
        Transactions.seal("other").seal(Transactions.ordinary(), NAME),
        "A".repeat(TransactionSeal.MAX_LENGTH + 1),
        "!");
  }

  @Override
  public void read(byte[] input) throws Exception {
    String cookie = content ? sealed(input) : new String(input, StandardCharsets.UTF_8);
    LoginTransaction transaction;
    try {
      transaction = seal.open(cookie, NAME);
    } catch (RefusalException refused) {
      throw Require.documented(refused, Code.TRANSACTION_INVALID);
    }
    Require.that(transaction.toString().equals("[login transaction]"), "nothing of it is shown");
    Require.that(
        transaction.expiresAt().isAfter(transaction.startedAt()), "a transaction has an end");
    if (!content) {
      Require.that(
          transaction.equals(Transactions.ordinary()) || transaction.equals(Transactions.maximal()),
          "only what was sealed opens");
    }
  }

  /** The start stands before the last text, and has no instant, or an instant without an end. */
  private static byte[] withStart(byte[] content, long second) {
    byte[] changed = content.clone();
    int correlationId = Short.BYTES + Transactions.ordinary().correlationId().length();
    ByteBuffer.wrap(changed).putLong(changed.length - correlationId - Long.BYTES, second);
    return changed;
  }

  private static String sealed(byte[] content) throws Exception {
    byte[] text = cipher(Cipher.ENCRYPT_MODE, NONCE).doFinal(content);
    byte[] whole = Arrays.copyOf(NONCE, NONCE.length + text.length);
    System.arraycopy(text, 0, whole, NONCE.length, text.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  private static byte[] opened(String cookie) throws Exception {
    byte[] whole = Base64.getUrlDecoder().decode(cookie);
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(whole, NONCE.length));
    return cipher.doFinal(whole, NONCE.length, whole.length - NONCE.length);
  }

  /**
   * A nonce is used again and again here, on purpose; a cipher object refuses that, so a new one.
   */
  private static Cipher cipher(int mode, byte[] nonce) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, Transactions.key(7), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(CanonicalBytes.of(List.of("example", NAME, TransactionSeal.TRANSACTION)));
    return cipher;
  }
}
