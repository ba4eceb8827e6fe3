package org.guestbridge.app.upstream.oidc;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;

/** A discovery document: every address that is taken from it is on the authority's origin. */
public final class DiscoveryFuzz implements FuzzTarget {

  private static final String ORIGIN = "https://login.microsoftonline.com";
  private static final OidcUpstream UPSTREAM = TestUpstream.at(URI.create(ORIGIN));
  private static final OidcProvider.Entra TENANT = (OidcProvider.Entra) UPSTREAM.provider();

  @Override
  public List<byte[]> seeds() {
    String document =
        """
        {"issuer":"%1$s","authorization_endpoint":"%2$s/authorize","token_endpoint":"%2$s/token",\
        "jwks_uri":"%2$s/keys","end_session_endpoint":"%2$s/logout","authorization_response_iss_parameter_supported":true}"""
            .formatted(TENANT.issuer(TENANT.tenant()), ORIGIN + "/t/oauth2/v2.0");
    return Require.seeds(
        document,
        document.replace(TENANT.tenant().toString(), "{tenantid}"),
        document.replace("/token\"", "/token?p=b2c#f\""),
        document.replace(ORIGIN + "/t", "https://login.microsoftonline.com@evil.example/t"),
        document.replace(ORIGIN + "/t", "https://login.microsoftonline.com:8443/t"),
        document.replace(ORIGIN + "/t", "http://login.microsoftonline.com/t"),
        document.replace("\"jwks_uri\"", "\"jwks\""),
        document.replace("/keys", "/%zz keys"),
        document.replace(ORIGIN + "/t/oauth2/v2.0/logout", "https://evil.example/logout"),
        document.replace("end_session", "no_session"),
        "{}");
  }

  @Override
  public void read(byte[] input) throws Exception {
    ProviderMetadata metadata;
    try {
      metadata = ProviderMetadata.read(input, TENANT);
    } catch (RefusalException refused) {
      throw Require.documented(refused, Code.UPSTREAM_RESPONSE_INVALID);
    }
    List<URI> addresses =
        new ArrayList<>(List.of(metadata.authorization(), metadata.token(), metadata.keys()));
    metadata.endSession().ifPresent(addresses::add);
    for (URI address : addresses) {
      String text = address.toString();
      Require.that(
          text.equals(ORIGIN)
              || text.startsWith(ORIGIN + "/")
              || text.startsWith(ORIGIN + "?")
              || text.startsWith(ORIGIN + "#"),
          "an address is on the authority's origin");
    }
  }
}
