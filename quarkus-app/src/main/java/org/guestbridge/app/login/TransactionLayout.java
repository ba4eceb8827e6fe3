package org.guestbridge.app.login;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.guestbridge.app.downstream.saml.AuthnRequest;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** How a transaction, a pending choice and a pending logout are laid out as bytes. */
final class TransactionLayout {

  /** The end of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private TransactionLayout() {}

  static byte[] encode(LoginTransaction transaction) {
    return write(
        out -> {
          out.writeUTF(transaction.id());
          write(out, transaction.purpose());
          out.writeUTF(transaction.upstream());
          out.writeUTF(transaction.nonce());
          out.writeUTF(transaction.codeVerifier());
          write(out, transaction.choice());
          out.writeLong(transaction.startedAt().getEpochSecond());
          out.writeUTF(transaction.correlationId());
        });
  }

  static LoginTransaction transaction(byte[] bytes) throws RefusalException {
    return read(
        bytes,
        in ->
            new LoginTransaction(
                in.readUTF(),
                purpose(in),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                text(in),
                readStart(in),
                in.readUTF()));
  }

  static byte[] encode(PendingChoice choice) {
    return write(
        out -> {
          out.writeUTF(choice.id());
          write(out, choice.purpose());
          write(out, choice.loginHint());
          out.writeLong(choice.startedAt().getEpochSecond());
          out.writeUTF(choice.correlationId());
        });
  }

  static PendingChoice choice(byte[] bytes) throws RefusalException {
    return read(
        bytes,
        in -> new PendingChoice(in.readUTF(), purpose(in), text(in), readStart(in), in.readUTF()));
  }

  static byte[] encode(PendingLogout logout) {
    return write(
        out -> {
          out.writeUTF(logout.id());
          out.writeUTF(logout.upstream());
          out.writeUTF(logout.downstream());
          out.writeUTF(logout.requestId());
          write(out, logout.relayState());
          out.writeLong(logout.startedAt().getEpochSecond());
        });
  }

  static PendingLogout logout(byte[] bytes) throws RefusalException {
    return read(
        bytes,
        in ->
            new PendingLogout(
                in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), text(in), readStart(in)));
  }

  private static void write(DataOutputStream out, SignInPurpose purpose) throws IOException {
    out.writeBoolean(purpose instanceof SignInPurpose.Requested);
    out.writeUTF(purpose.downstream());
    if (purpose instanceof SignInPurpose.Requested requested) {
      out.writeShort(requested.request().consumer());
      out.writeUTF(requested.request().requestId());
      write(out, requested.request().relayState());
      out.writeBoolean(requested.request().forceAuthn());
    } else {
      write(out, ((SignInPurpose.Started) purpose).relayState());
    }
  }

  private static SignInPurpose purpose(DataInputStream in) throws IOException {
    boolean requested = in.readBoolean();
    String downstream = in.readUTF();
    if (!requested) {
      return new SignInPurpose.Started(downstream, text(in));
    }
    return new SignInPurpose.Requested(
        new AuthnRequest(
            downstream, in.readUnsignedShort(), in.readUTF(), text(in), in.readBoolean()));
  }

  private static void write(DataOutputStream out, Optional<String> text) throws IOException {
    out.writeBoolean(text.isPresent());
    if (text.isPresent()) {
      byte[] bytes = text.get().getBytes(StandardCharsets.UTF_8);
      out.writeShort(bytes.length);
      out.write(bytes);
    }
  }

  private static Optional<String> text(DataInputStream in) throws IOException {
    if (!in.readBoolean()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    return Optional.of(new String(bytes, StandardCharsets.UTF_8));
  }

  private static byte[] write(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(byte[] bytes, Reading<T> reading) throws RefusalException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return reading.from(in);
    } catch (IOException e) {
      throw new RefusalException(Code.TRANSACTION_INVALID, "the cookie has another layout", e);
    }
  }

  @FunctionalInterface
  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  private static Instant readStart(DataInputStream in) throws IOException {
    long second = in.readLong();
    if (second < 0 || second > LAST_SECOND) {
      throw new IOException("a time out of range");
    }
    return Instant.ofEpochSecond(second);
  }
}
