package org.guestbridge.simulators.entra;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.guestbridge.simulators.http.Response;

/** The few pieces of JSON Web Signature that the simulator needs, on the JDK alone. */
final class Jws {
  private static final PSSParameterSpec PS256 =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private Jws() {}

  static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Header and payload as the text that is signed. */
  static String signingInput(Map<String, ?> header, String payload) {
    return base64Url(Response.toJson(header).getBytes(StandardCharsets.UTF_8))
        + "."
        + base64Url(payload.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] signRs256(PrivateKey key, String signingInput) {
    try {
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(key);
      signer.update(signingInput.getBytes(StandardCharsets.US_ASCII));
      return signer.sign();
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  static byte[] hs256(byte[] secret, String signingInput) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(signingInput.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Verifies PS256 or RS256; any other algorithm and any malformed signature is false. */
  static boolean verify(String algorithm, PublicKey key, String signingInput, byte[] signature) {
    try {
      Signature verifier;
      switch (algorithm) {
        case "PS256" -> {
          verifier = Signature.getInstance("RSASSA-PSS");
          verifier.setParameter(PS256);
        }
        case "RS256" -> verifier = Signature.getInstance("SHA256withRSA");
        default -> {
          return false;
        }
      }
      verifier.initVerify(key);
      verifier.update(signingInput.getBytes(StandardCharsets.US_ASCII));
      return verifier.verify(signature);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }
}
