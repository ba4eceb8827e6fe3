package org.guestbridge.simulators.saml;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.guestbridge.simulators.http.Form;
import org.jspecify.annotations.Nullable;

/** The HTTP-Redirect binding with DEFLATE, signed with RSA-SHA256 over the query as it is sent. */
public final class RedirectBinding {
  public static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
  private static final int MAXIMUM_INFLATED = 64 * 1024;

  private RedirectBinding() {}

  /** The DEFLATE-encoded base64 text of a message. */
  public static String deflate(String xml) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater raw = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, raw)) {
      deflater.write(xml.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      raw.end();
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }

  /** The message's UTF-8 text; at most 64 KiB. */
  public static byte[] inflate(String encoded) throws SamlRefused {
    Inflater raw = new Inflater(true);
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(SamlXml.bytes(encoded)), raw)) {
      byte[] inflated = in.readNBytes(MAXIMUM_INFLATED + 1);
      if (inflated.length > MAXIMUM_INFLATED) {
        throw new SamlRefused(SamlRefusal.MESSAGE_TOO_LARGE, "more than 64 KiB inflated");
      }
      return inflated;
    } catch (IOException malformed) {
      throw new SamlRefused(SamlRefusal.MESSAGE_NOT_DEFLATED, "not DEFLATE");
    } finally {
      raw.end();
    }
  }

  /**
   * The address with the message as its query.
   *
   * @param parameter {@code SAMLRequest} or {@code SAMLResponse}
   * @param signer signs the query; empty leaves it unsigned
   */
  public static String address(
      String base,
      String parameter,
      String xml,
      Optional<String> relayState,
      Optional<PrivateKey> signer) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(parameter, deflate(xml));
    relayState.ifPresent(value -> parameters.put("RelayState", value));
    signer.ifPresent(key -> parameters.put("SigAlg", RSA_SHA256));
    String query = Form.encode(parameters);
    if (signer.isPresent()) {
      String signature = Base64.getEncoder().encodeToString(sign(signer.get(), query));
      query += "&Signature=" + URLEncoder.encode(signature, StandardCharsets.UTF_8);
    }
    return base + (base.contains("?") ? "&" : "?") + query;
  }

  /** True when the query carries a signature, good or not. */
  public static boolean signed(Form query) {
    return query.has("Signature") || query.has("SigAlg");
  }

  /** Verifies the signature over the raw query; only RSA-SHA256 is accepted. */
  public static void verify(String rawQuery, Form query, PublicKey key) throws SamlRefused {
    if (!query.value("SigAlg").equals(Optional.of(RSA_SHA256))) {
      throw new SamlRefused(SamlRefusal.WRONG_ALGORITHM, "SigAlg is not RSA-SHA256");
    }
    Optional<String> signature = query.value("Signature");
    if (signature.isEmpty()) {
      throw new SamlRefused(SamlRefusal.NOT_SIGNED, "no Signature");
    }
    List<String> parts = new ArrayList<>();
    for (String name : List.of("SAMLRequest", "SAMLResponse", "RelayState", "SigAlg")) {
      @Nullable String part = raw(rawQuery, name);
      if (part != null) {
        parts.add(part);
      }
    }
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(key);
      verifier.update(String.join("&", parts).getBytes(StandardCharsets.US_ASCII));
      if (!verifier.verify(SamlXml.bytes(signature.get()))) {
        throw new SamlRefused(SamlRefusal.INVALID_SIGNATURE, "signature of the query");
      }
    } catch (GeneralSecurityException malformed) {
      throw new SamlRefused(SamlRefusal.INVALID_SIGNATURE, "signature cannot be processed");
    }
  }

  private static @Nullable String raw(String rawQuery, String name) {
    for (String part : rawQuery.split("&", -1)) {
      if (part.startsWith(name + "=")) {
        return part;
      }
    }
    return null;
  }

  private static byte[] sign(PrivateKey key, String query) {
    try {
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(key);
      signer.update(query.getBytes(StandardCharsets.US_ASCII));
      return signer.sign();
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("cannot sign", failure);
    }
  }
}
