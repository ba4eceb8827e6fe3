package org.guestbridge.app.upstream.oidc;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;

/** A published key set: what is taken from it are public RSA keys that are long enough. */
public final class KeySetFuzz implements FuzzTarget {

  private static final OidcUpstream UPSTREAM =
      TestUpstream.at(URI.create("https://login.microsoftonline.com"));
  private static final OidcProvider.Entra TENANT = (OidcProvider.Entra) UPSTREAM.provider();

  @Override
  public List<byte[]> seeds() {
    RSAKey key =
        new RSAKey.Builder((RSAPublicKey) Require.KEY.getPublic())
            .privateKey(Require.KEY.getPrivate())
            .keyID("kid-1")
            .build();
    String open = key.toPublicJWK().toJSONString();
    return Require.seeds(
        "{\"keys\":[" + open + "]}",
        "{\"keys\":[" + key.toJSONString() + "]}",
        "{\"keys\":["
            + with(open, "\"use\":\"sig\",\"key_ops\":[\"verify\"],\"alg\":\"RS256\"")
            + "]}",
        "{\"keys\":["
            + with(open, "\"issuer\":\"https://login.microsoftonline.com/{tenantid}/v2.0\"")
            + ",{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"},7,null]}",
        "{\"keys\":[" + with(open, "\"use\":\"enc\"") + "]}",
        "{\"keys\":[" + with(open, "\"x5c\":[\"AAAA\"],\"x5t\":\"AA\"") + "]}",
        "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}",
        "{\"keys\":{}}",
        "{}");
  }

  @Override
  public void read(byte[] input) throws Exception {
    JWKSet keys;
    try {
      keys = KeySetDocument.read(input, TENANT);
    } catch (RefusalException refused) {
      throw Require.documented(refused, Code.UPSTREAM_RESPONSE_INVALID);
    }
    Require.that(!keys.getKeys().isEmpty() && keys.getKeys().size() <= 100, "bounded, not empty");
    for (JWK key : keys.getKeys()) {
      Require.that(!key.isPrivate(), "no private part is kept");
      if (key instanceof RSAKey rsa) {
        RSAPublicKey open = rsa.toRSAPublicKey();
        Require.that(open.getModulus().bitLength() >= 2048, "the key is long enough");
        Require.that(open.getPublicExponent().intValue() != 1, "the exponent is not one");
      } else {
        Require.that(
            key instanceof ECKey curve && curve.getCurve().equals(Curve.P_256),
            "only RSA and P-256 keys are taken");
      }
    }
  }

  private static String with(String key, String members) {
    return key.replaceFirst("\\{", "{" + members + ",");
  }
}
