package org.guestbridge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormTargetsTest {

  private static final String REALM =
      """
      realm: example
      publicUrl: https://sso.example.com
      domains: { passThrough: [example.com], alias: [guests.example.com] }
      mail: { handledBy: elsewhere }
      upstreams:
        entra:
          type: entra-oidc
          tenant: 3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81
          clientId: client
          credential: { secret: "${env:SECRET}" }
      downstreams:
        plain:
          type: atlassian-saml
          entityId: https://auth.atlassian.com/saml/one
          acs: https://auth.atlassian.com:8443/login/callback?connection=saml-one
        redirecting:
          type: atlassian-saml
          entityId: https://auth.atlassian.com/saml/two
          acs: https://auth.atlassian.com/login/callback?connection=saml-two
          redirectOrigins: ["https://*.atlassian.net", "https://id.atlassian.com"]
      rules:
        - name: employees
          when: { account: internal }
          passThrough: { address: upn }
      """;

  @TempDir Path directory;

  @Test
  void formGoesToTheConsumerAndWhereItRedirects() throws Exception {
    Realm realm = realm();
    assertThat(
            FormTargets.of(
                realm,
                "plain",
                URI.create("https://auth.atlassian.com:8443/login/callback?connection=saml-one")))
        .containsExactly(
            "https://auth.atlassian.com:8443",
            "https://*.atlassian.com",
            "https://*.atlassian.net");
    assertThat(
            FormTargets.of(
                realm, "redirecting", URI.create("https://auth.atlassian.com/login/callback")))
        .containsExactly(
            "https://auth.atlassian.com", "https://*.atlassian.net", "https://id.atlassian.com");
  }

  @Test
  void unknownDownstreamRedirectsNowhere() throws Exception {
    assertThat(FormTargets.of(realm(), "unknown", URI.create("https://a.example/acs")))
        .containsExactly("https://a.example");
  }

  private Realm realm() throws IOException {
    Path file = Files.writeString(directory.resolve("realm.yaml"), REALM);
    LoadResult result = new RealmLoader(name -> "s3cret-of-the-client").load(file);
    assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    return ((LoadResult.Loaded) result).realm();
  }
}
