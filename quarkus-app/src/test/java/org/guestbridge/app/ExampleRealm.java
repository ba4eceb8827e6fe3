package org.guestbridge.app;

/**
 * The smallest realm file that tests start from: one tenant, one application, and a rule that
 * refuses everybody.
 */
public final class ExampleRealm {

  /** What stands for mail, the credential and the rules, to be edited. */
  public static final String MAIL = "{ handledBy: elsewhere }";

  public static final String CREDENTIAL = "{ secret: \"${env:ENTRA_CLIENT_SECRET}\" }";

  public static final String ACS =
      "acs: https://auth.atlassian.com/login/callback?connection=saml-one\n";

  public static final String RULES =
      """
      rules:
        - name: everyone
          refuse: { message: "Ask your contact." }
      """;

  /** The file as it is. */
  public static final String TEXT =
      """
      realm: example
      publicUrl: https://sso.example.com
      domains: { passThrough: [example.com], alias: [guests.example.com] }
      mail: %s
      upstreams:
        entra:
          type: entra-oidc
          tenant: 3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81
          clientId: 6b5d2c1f-9a47-4f0e-9c3b-1e2d3c4b5a69
          credential: %s
      downstreams:
        atlassian:
          type: atlassian-saml
          entityId: https://auth.atlassian.com/saml/one
          %s%s\
      """
          .formatted(MAIL, CREDENTIAL, ACS, RULES);

  private ExampleRealm() {}

  /** The file with each text replaced by the one after it. */
  public static String with(String... replacements) {
    String text = TEXT;
    for (int i = 0; i < replacements.length; i += 2) {
      if (!text.contains(replacements[i])) {
        throw new IllegalArgumentException("the realm file has no " + replacements[i]);
      }
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    return text;
  }
}
