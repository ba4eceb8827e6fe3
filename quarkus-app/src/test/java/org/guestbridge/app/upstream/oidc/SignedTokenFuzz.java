package org.guestbridge.app.upstream.oidc;

import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider.Algorithm;

/** An ID token in compact form: what verifies is, byte for byte, what was signed. */
public final class SignedTokenFuzz implements FuzzTarget {

  private static final String PAYLOAD = "{\"sub\":\"signed\"}";
  private static final RSAKey KEY =
      new RSAKey.Builder((RSAPublicKey) Require.KEY.getPublic()).build();

  @Override
  public List<byte[]> seeds() throws Exception {
    String header = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"kid-1\"}";
    String token = sign(header);
    return Require.seeds(
        token,
        sign("{\"alg\":\"RS256\"}"),
        sign("{\"alg\":\"none\"}"),
        sign("{\"alg\":\"HS256\",\"kid\":7}"),
        sign("{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"RSA\"},\"crit\":[\"b64\"],\"b64\":false}"),
        token.substring(0, token.lastIndexOf('.') + 1),
        token + "." + token,
        "..",
        "e30.e30.e30");
  }

  @Override
  public void read(byte[] input) throws Exception {
    SignedToken token;
    byte[] payload;
    try {
      token = SignedToken.read(new String(input, StandardCharsets.UTF_8), Set.of(Algorithm.RS256));
      payload = token.verifiedPayload(KEY);
    } catch (RefusalException refused) {
      throw Require.documented(
          refused, Code.TOKEN_MALFORMED, Code.TOKEN_ALGORITHM, Code.TOKEN_SIGNATURE);
    }
    Require.that(
        new String(payload, StandardCharsets.UTF_8).equals(PAYLOAD),
        "what verifies is what was signed");
    Require.that(token.toString().equals("[token]"), "nothing of it is shown");
  }

  private static String sign(String header) throws Exception {
    String signed = encode(bytes(header)) + "." + encode(bytes(PAYLOAD));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(Require.KEY.getPrivate());
    signature.update(bytes(signed));
    return signed + "." + encode(signature.sign());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
