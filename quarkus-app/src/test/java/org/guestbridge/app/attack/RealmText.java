package org.guestbridge.app.attack;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.guestbridge.app.downstream.saml.MetadataRegistrations;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;

/** The realm file that attacks on files and on the registry start from. */
final class RealmText {

  static final String GOOD =
      """
      realm: example
      publicUrl: https://sso.example.com
      domains:
        passThrough: [example.com]
        alias: [guests.example.com]
      mail:
        handledBy: elsewhere
      upstreams:
        entra:
          type: entra-oidc
          tenant: 3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81
          clientId: 6b5d2c1f-9a47-4f0e-9c3b-1e2d3c4b5a69
          idpClaimConfigured: true
          credential:
            secret: ${env:SECRET}
      downstreams:
        atlassian:
          type: atlassian-saml
          entityId: https://auth.atlassian.com/saml/one
          acs: https://auth.atlassian.com/login/callback?connection=saml-one
      rules:
        - name: employees
          when: { account: internal }
          passThrough: { address: upn }
        - name: partners
          when: { account: external, mailDomain: { in: [partner.example, supplier.example] } }
          alias: { local: "{mail.local}", domain: guests.example.com, onCollision: suffix }
        - name: everyone else
          refuse: { message: "Ask your contact." }
      """;

  private static final RealmLoader LOADER =
      new RealmLoader(
          Map.of("SECRET", "not-a-secret")::get, new MetadataRegistrations(InstantSource.system()));

  private RealmText() {}

  /** The file with one text replaced by another. */
  static String replaced(String from, String to) {
    if (!GOOD.contains(from)) {
      throw new IllegalArgumentException("the realm file has no " + from);
    }
    return GOOD.replace(from, to);
  }

  static LoadResult load(String text) {
    return LOADER.load(
        text.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML, Path.of("target"));
  }
}
