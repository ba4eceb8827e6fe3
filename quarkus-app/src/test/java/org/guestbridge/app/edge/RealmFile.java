package org.guestbridge.app.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.guestbridge.simulators.entra.EntraSettings;

/** The realm file of a running broker, edited as an editor does it: written aside and moved. */
record RealmFile(Path file, URI authority) {

  private static final String TEXT =
      """
      realm: example
      publicUrl: https://sso.example.com
      domains: { passThrough: [example.com], alias: [guests.example.com] }
      mail: { handledBy: elsewhere }
      limits: { perClientPerMinute: 100000, perRealmPerSecond: 100000 }
      upstreams:
        entra:
          type: entra-oidc
          tenant: "@tenant@"
          authority: "@authority@"
          clientId: "@client@"
          credential: { secret: "${file:client-secret}" }
          responseMode: form_post
          idpClaimConfigured: true
      downstreams:
        atlassian:
          type: atlassian-saml
          entityId: https://auth.atlassian.com/saml/one
          acs: https://auth.atlassian.com/login/callback?connection=saml-one
          signingCertificates: ["${file:sp.pem}"]
          redirectOrigins: ["https://example.atlassian.net"]
        demanding:
          type: atlassian-saml
          entityId: https://auth.atlassian.com/saml/two
          acs: https://auth.atlassian.com/login/callback?connection=saml-two
          signingCertificates: ["${file:sp.pem}"]
          requireSignedRequests: true
        trusting:
          type: atlassian-saml
          entityId: https://auth.atlassian.com/saml/three
          acs: https://auth.atlassian.com/login/callback?connection=saml-three
        jira:
          type: saml
          entityId: https://jira.example.com
          acs: https://jira.example.com/plugins/servlet/samlconsumer
          signingCertificates: ["${file:sp.pem}"]
          singleLogout: { url: "https://jira.example.com/slo", binding: redirect }
      rules:
        - name: employees
          when: { account: internal }
          passThrough: { address: upn }
        - name: guests
          when: { account: external }
          alias: { local: "{mail.local}", domain: guests.example.com, onCollision: suffix }
      """;

  String text() {
    return TEXT.replace("@tenant@", EntraSettings.DEFAULT_TENANT.toString())
        .replace("@authority@", authority.toString())
        .replace("@client@", EntraSettings.DEFAULT_CLIENT_ID);
  }

  void restore() {
    write(text());
  }

  void write(String text) {
    Path aside = file.resolveSibling("realm.yaml.new");
    try {
      Files.writeString(aside, text);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
