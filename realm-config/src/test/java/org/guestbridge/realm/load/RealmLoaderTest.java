package org.guestbridge.realm.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guestbridge.core.broker.ChangedHumanPolicy;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.rules.Action;
import org.guestbridge.core.rules.Matcher;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.ChangedHuman;
import org.guestbridge.realm.Credential;
import org.guestbridge.realm.Limits;
import org.guestbridge.realm.Mail;
import org.guestbridge.realm.MailExchanger;
import org.guestbridge.realm.NameIdFormat;
import org.guestbridge.realm.OidcClaimNames;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Pages;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.ReleasePolicy;
import org.guestbridge.realm.SamlRegistration;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Document;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.document.RetiredKeys;
import org.junit.jupiter.api.Test;

class RealmLoaderTest {

  @Test
  void loadWhenGuestbridgeRoutesMailThenTheExchangerAndWhatWaitsForARoute() {
    assertThat(Realms.loaded(Realms.FIXTURES.resolve("valid/mail-routed.yaml")).mail())
        .isEqualTo(
            new Mail(
                MailRouting.REQUIRED, Optional.of(new MailExchanger("mx.guests.example.com", 25))));
    assertThat(Realms.loaded(Realms.FIXTURES.resolve("valid/mail-routed-later.yaml")).mail())
        .isEqualTo(
            new Mail(
                MailRouting.REQUIRED_TO_PROVISION,
                Optional.of(new MailExchanger("2001:db8::25", 2525))));
  }

  @Test
  void loadWhenServiceProviderIsWrittenOutThenEachKeyArrives() {
    SamlServiceProvider app = app("saml-every-key.yaml");
    SamlRegistration registration = app.registration();
    assertThat(registration.consumers())
        .containsExactly(
            new SamlRegistration.Consumer(0, URI.create("https://jira.example.com/saml/acs")),
            new SamlRegistration.Consumer(
                7, URI.create("https://jira.example.com/saml/other?x=1")));
    assertThat(registration.encryptionCertificate()).isPresent();
    assertThat(registration.singleLogout())
        .contains(
            new SamlRegistration.SingleLogout(
                URI.create("https://jira.example.com/saml/slo"), SamlRegistration.Binding.POST));
    assertThat(app.nameIdFormat()).isEqualTo(NameIdFormat.PERSISTENT);
    assertThat(app.attributes())
        .isEqualTo(
            new AttributeNames(
                Optional.of("firstName"),
                Optional.of("lastName"),
                Optional.of("mail"),
                Optional.empty(),
                Optional.of("groups"),
                Optional.of(AttributeNames.Format.BASIC)));
    assertThat(app.idpInitiated().orElseThrow().defaultRelayState())
        .contains("https://jira.example.com/");
    assertThat(app.release().groupsOf(List.of("other", "jira-partners")))
        .containsExactly("jira-partners");
    assertThat(app.release().admits("entra")).isTrue();
    assertThat(app.release().admits("other")).isFalse();
    assertThat(app.redirectOrigins()).containsExactly("https://wiki.example.com");
  }

  @Test
  void loadWhenMetadataPublishAKeyThenItIsUsedUnlessForbidden() {
    assertThat(app("saml-metadata-file.yaml").registration().encryptionCertificate()).isPresent();
    assertThat(app("saml-metadata-inline.yaml").registration().encryptionCertificate()).isEmpty();
    assertThat(app("saml-metadata-plain.yaml").registration().encryptionCertificate()).isEmpty();
  }

  @Test
  void loadWhenMetadataDeclareSignedRequestsThenTheyAreRequired() {
    assertThat(app("saml-metadata-signs.yaml").requireSignedRequests()).isTrue();
    assertThat(app("saml-metadata-file.yaml").requireSignedRequests()).isFalse();
  }

  @Test
  void loadWhenNobodyIsAdmittedThenNoneIs() {
    Realm realm = Realms.loaded(VALID.resolve("saml-policies-of-atlassian.yaml"));
    ReleasePolicy release = realm.downstreams().get("atlassian").release();
    assertThat(release.admits("entra")).isFalse();
    assertThat(release.groupsOf(List.of("a"))).isEmpty();
  }

  private static SamlServiceProvider app(String file) {
    return (SamlServiceProvider) Realms.loaded(VALID.resolve(file)).downstreams().get("app");
  }

  private static final Path VALID = Realms.FIXTURES.resolve("valid");
  private static final UUID TENANT = UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
  private static final Path BASE = VALID.resolve("base.yaml");

  @Test
  void loadWhenOnlyRequiredKeysThenDefaults() {
    Realm realm = Realms.loaded(BASE);
    OidcUpstream upstream = (OidcUpstream) realm.upstream();
    OidcProvider.Entra entra = (OidcProvider.Entra) upstream.provider();
    assertThat(entra.authority()).isEqualTo(URI.create("https://login.microsoftonline.com"));
    assertThat(entra.issuer(entra.tenant()))
        .isEqualTo("https://login.microsoftonline.com/3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81/v2.0");
    assertThat(upstream.responseMode()).isEqualTo(Upstream.ResponseMode.FORM_POST);
    assertThat(entra.idpClaimConfigured()).isFalse();
    assertThat(entra.otherTenants()).isEmpty();
    assertThat(entra.graph()).isEmpty();
    assertThat(upstream.changedHuman())
        .isEqualTo(new ChangedHuman(ChangedHumanPolicy.HOLD, ChangedHumanPolicy.AUDIT));
    assertThat(upstream.scopes()).containsExactly("openid", "profile", "email");
    assertThat(upstream.loginHint()).isFalse();
    assertThat(upstream.domainHint()).isEmpty();
    assertThat(realm.downstreams().get("atlassian"))
        .isEqualTo(
            new SamlServiceProvider(
                "atlassian",
                new SamlRegistration(
                    "https://auth.atlassian.com/saml/one",
                    List.of(
                        new SamlRegistration.Consumer(
                            0,
                            URI.create(
                                "https://auth.atlassian.com/login/callback?connection=saml-one"))),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.empty()),
                false,
                false,
                NameIdFormat.EMAIL,
                AttributeNames.DEFAULTS,
                Optional.empty(),
                ReleasePolicy.EVERYTHING,
                SamlServiceProvider.ATLASSIAN_ORIGINS,
                Optional.empty()));
    assertThat(realm.pages()).isEqualTo(Pages.DEFAULTS);
    assertThat(realm.limits()).isEqualTo(Limits.DEFAULTS);
    assertThat(realm.mail()).isEqualTo(new Mail(MailRouting.ELSEWHERE, Optional.empty()));
  }

  @Test
  void loadWhenEveryKeyIsGivenThenEachArrives() {
    Realm realm = Realms.loaded(VALID.resolve("full.yaml"));
    OidcUpstream upstream = (OidcUpstream) realm.upstreams().get("entra-1");
    OidcProvider.Entra entra = (OidcProvider.Entra) upstream.provider();
    assertThat(realm.id()).hasToString("full-1");
    assertThat(realm.publicUrl()).hasToString("https://sso.example.com:8443");
    assertThat(realm.domains().passThrough())
        .containsExactlyInAnyOrder(new DomainName("example.com"), new DomainName("example.org"));
    assertThat(entra.tenant()).hasToString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
    assertThat(upstream.credential()).isInstanceOf(Credential.ClientCertificate.class);
    assertThat(entra.authority()).hasToString("https://login.microsoftonline.us");
    assertThat(upstream.responseMode()).isEqualTo(Upstream.ResponseMode.QUERY);
    assertThat(entra.idpClaimConfigured()).isTrue();
    assertThat(upstream.changedHuman())
        .isEqualTo(new ChangedHuman(ChangedHumanPolicy.AUDIT, ChangedHumanPolicy.HOLD));
    assertThat(upstream.scopes()).containsExactly("openid", "profile");
    assertThat(upstream.loginHint()).isTrue();
    assertThat(upstream.domainHint()).contains("organizations");
    SamlServiceProvider jira = (SamlServiceProvider) realm.downstreams().get("jira");
    assertThat(jira.registration().signingCertificates()).hasSize(1);
    assertThat(jira.requireSignedRequests()).isTrue();
    assertThat(jira.signResponse()).isTrue();
    assertThat(jira.attributes())
        .isEqualTo(
            new AttributeNames(
                Optional.of("g"),
                Optional.of("s"),
                Optional.of("e"),
                Optional.of("i"),
                Optional.of("gs"),
                Optional.empty()));
    assertThat(jira.redirectOrigins())
        .containsExactly("https://*.atlassian.net", "https://id.atlassian.com");
    assertThat(realm.pages().locales()).containsExactly(new Locale("de", "CH"), Locale.ENGLISH);
    assertThat(realm.pages().help()).isEqualTo(Map.of(Locale.ENGLISH, "Call us."));
    assertThat(realm.limits()).isEqualTo(new Limits(60, 5));
  }

  @Test
  void loadWhenEachKindOfOpenIdProviderThenEachArrives() {
    Map<String, Upstream> upstreams = Realms.loaded(VALID.resolve("oidc-kinds.yaml")).upstreams();
    assertThat(provider(upstreams, "entra"))
        .isEqualTo(
            new OidcProvider.Entra(
                TENANT,
                Set.of(UUID.fromString("9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90")),
                OidcProvider.Entra.DEFAULT_AUTHORITY,
                false,
                Optional.of(URI.create("https://graph.microsoft.us"))));
    assertThat(provider(upstreams, "customers"))
        .isEqualTo(
            new OidcProvider.ExternalId(
                URI.create("https://fabrikam.ciamlogin.com"),
                TENANT,
                Set.of("https://login.customers.example/one/v2.0")));
    assertThat(provider(upstreams, "b2c"))
        .isEqualTo(
            new OidcProvider.B2c(
                URI.create("https://fabrikam.b2clogin.com"),
                "fabrikam.onmicrosoft.com",
                TENANT,
                List.of("B2C_1_susi", "B2C_1A_signin"),
                Optional.of("B2C_1_reset")));
    assertThat(provider(upstreams, "other"))
        .isEqualTo(
            new OidcProvider.Generic(
                URI.create("https://id.partner.example/realms/one"),
                Set.of(OidcProvider.Algorithm.values()),
                new OidcClaimNames(
                    "mail", "mail_ok", "login", "cn", "first", "last", "teams", "duties")));
    assertThat(((OidcUpstream) upstreams.get("other")).scopes())
        .containsExactly("openid", "groups");
  }

  @Test
  void loadWhenOpenIdProvidersAreSilentThenTheirDefaults() {
    Map<String, Upstream> upstreams =
        Realms.loaded(VALID.resolve("oidc-kinds-defaults.yaml")).upstreams();
    OidcUpstream b2c = (OidcUpstream) upstreams.get("b2c");
    OidcUpstream generic = (OidcUpstream) upstreams.get("other");
    assertThat(((OidcProvider.B2c) b2c.provider()).tenantName()).isEqualTo(TENANT.toString());
    assertThat(((OidcProvider.B2c) b2c.provider()).passwordReset()).isEmpty();
    assertThat(b2c.scopes()).containsExactly("openid");
    assertThat(b2c.responseMode()).isEqualTo(Upstream.ResponseMode.FORM_POST);
    assertThat(((OidcProvider.ExternalId) provider(upstreams, "customers")).issuers()).isEmpty();
    assertThat(generic.responseMode()).isEqualTo(Upstream.ResponseMode.QUERY);
    assertThat(generic.scopes()).containsExactly("openid", "profile", "email");
    assertThat(generic.provider().algorithms()).containsExactly(OidcProvider.Algorithm.RS256);
    assertThat(((OidcProvider.Generic) generic.provider()).claims())
        .isEqualTo(OidcClaimNames.DEFAULTS);
  }

  private static OidcProvider provider(Map<String, Upstream> upstreams, String name) {
    return ((OidcUpstream) upstreams.get(name)).provider();
  }

  @Test
  void loadWhenEveryPredicateIsUsedThenEachBecomesAMatcher() {
    List<Matcher> when =
        Realms.loaded(VALID.resolve("every-predicate.yaml")).rules().rules().get(1).when();
    assertThat(when.stream().map(Matcher::describe))
        .hasSize(11)
        .contains("account is external", "idp equals google.com", "role in [sponsored]")
        .contains("mail is on or below [partner.example]");
  }

  @Test
  void loadWhenGroupsAndNamesAreGivenThenTheRuleHasThem() {
    var rule = Realms.loaded(VALID.resolve("names-and-groups.yaml")).rules().rules().get(1);
    assertThat(rule.attributes().givenName())
        .extracting(Object::toString)
        .containsExactly("{givenName}", "{displayName.first}", "{claim:nickname}");
    assertThat(rule.groups().map())
        .containsExactly(Map.entry("a", "jira-a"), Map.entry("b", "jira-b"));
    assertThat(rule.groups().dropOthers()).isFalse();
    assertThat(rule.then()).isInstanceOf(Action.GiveAlias.class);
  }

  @Test
  void loadWhenSecretIsReferredToThenItIsWrappedAndRedacted() {
    Realm realm = Realms.loaded(BASE);
    OidcUpstream upstream = (OidcUpstream) realm.upstream();
    assertThat(upstream.credential())
        .isInstanceOfSatisfying(
            Credential.ClientSecret.class,
            secret -> assertThat(secret.value().reveal()).isEqualTo("canary-secret"));
    assertThat(realm.toString()).doesNotContain("canary-secret");
  }

  @Test
  void loadWhenDocumentIsTheSameThenDigestIsTheSame() {
    String first = digest(BASE);
    assertThat(first)
        .hasSize(64)
        .isEqualTo(digest(BASE))
        .isNotEqualTo(digest(VALID.resolve("full.yaml")));
  }

  @Test
  void loadWhenFileIsMissingThenUnreadable() {
    assertThat(codes(Realms.load(Path.of("nowhere.yaml")))).containsExactly(Code.REALM_UNREADABLE);
  }

  @Test
  void loadWhenOneByteTooLargeThenOversized() throws IOException {
    assertThat(load(padded(Document.MAX_BYTES))).isInstanceOf(LoadResult.Loaded.class);
    assertThat(codes(load(padded(Document.MAX_BYTES + 1)))).containsExactly(Code.REALM_OVERSIZED);
  }

  @Test
  void loadWhenOneRuleTooManyThenOversized() throws IOException {
    assertThat(load(withRules(1_000))).isInstanceOf(LoadResult.Loaded.class);
    assertThat(codes(load(withRules(1_001)))).containsExactly(Code.REALM_OVERSIZED);
  }

  @Test
  void loadWhenNestedTooDeeplyThenOversized() {
    String deep = "realm: " + "[".repeat(5_000) + "]".repeat(5_000);
    assertThat(codes(load(deep))).containsExactly(Code.REALM_OVERSIZED);
  }

  @Test
  void loadWhenAliasesWouldExplodeThenRefusedUnexpanded() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String items = String.join(", ", java.util.Collections.nCopies(10, "*a" + (i - 1)));
      bomb.append("a" + i + ": &a" + i + " [" + items + "]\n");
    }
    assertThat(codes(load(bomb.toString()))).contains(Code.REALM_SYNTAX);
  }

  @Test
  void loadWhenNotUtf8ThenSyntax() {
    byte[] latin1 = "realm: stra\u00dfe".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(codes(loader().load(latin1, DocumentFormat.YAML, VALID)))
        .containsExactly(Code.REALM_SYNTAX);
  }

  @Test
  void loadWhenControlCharacterThenSyntax() {
    assertThat(codes(load("realm: a\u0007b"))).containsExactly(Code.REALM_SYNTAX);
  }

  @Test
  void loadWhenJsonHasTrailingTextThenSyntax() {
    byte[] json = "{\"realm\": \"a\"} x".getBytes(StandardCharsets.UTF_8);
    assertThat(codes(loader().load(json, DocumentFormat.of(json), VALID)))
        .containsExactly(Code.REALM_SYNTAX);
  }

  @Test
  void loadWhenKeyIsRetiredThenRefusedByName() throws IOException {
    RealmLoader loader =
        new RealmLoader(
            Realms.ENVIRONMENT,
            Optional.empty(),
            new RetiredKeys(Map.of("/upstreams/*/secret", "Write credential.secret.")));
    String text =
        Files.readString(BASE).replace("    credential:", "    secret: x\n    credential:");
    LoadResult result =
        loader.load(text.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML, VALID);
    assertThat(problems(result))
        .containsExactly(
            new Problem(
                Code.REALM_RETIRED_KEY, "/upstreams/entra/secret", "Write credential.secret."));
    assertThat(codes(load(text))).containsExactly(Code.REALM_UNKNOWN_KEY);
  }

  @Test
  void loadWhenRefusedThenNoDetailQuotesASecret() throws IOException {
    String inline = Files.readString(BASE).replace("${env:ENTRA_CLIENT_SECRET}", "canary-inline");
    String broken = inline + "\n  : : {canary-inline";
    for (String text : List.of(inline, broken)) {
      assertThat(problems(load(text)).toString()).doesNotContain("canary");
    }
  }

  @Test
  void loadWhenManyItemsThenProblemsStandInDocumentOrder() throws IOException {
    String rules =
        IntStream.range(0, 12)
            .mapToObj(i -> "  - { name: r" + i + ", when: { account: internal } }\n")
            .collect(Collectors.joining());
    assertThat(problems(load(head() + rules)).stream().map(Problem::pointer))
        .containsExactlyElementsOf(IntStream.range(0, 12).mapToObj(i -> "/rules/" + i).toList());
  }

  private static RealmLoader loader() {
    return new RealmLoader(Realms.ENVIRONMENT);
  }

  private static LoadResult load(String text) {
    return loader().load(text.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML, VALID);
  }

  private static String head() throws IOException {
    String base = Files.readString(BASE);
    return base.substring(0, base.indexOf("rules:")) + "rules:\n";
  }

  private static String withRules(int count) throws IOException {
    return head()
        + IntStream.range(0, count)
            .mapToObj(i -> "  - { name: r" + i + ", when: { account: internal }, refuse: {} }\n")
            .collect(Collectors.joining());
  }

  private static String padded(int bytes) throws IOException {
    String base = Files.readString(BASE);
    return base + "#" + " ".repeat(bytes - base.getBytes(StandardCharsets.UTF_8).length - 1);
  }

  private static String digest(Path file) {
    return Realms.load(file).fold(LoadResult.Loaded::sha256, rejected -> "rejected");
  }

  private static List<Problem> problems(LoadResult result) {
    return result.fold(loaded -> List.of(), LoadResult.Rejected::problems);
  }

  private static List<Code> codes(LoadResult result) {
    return problems(result).stream().map(Problem::code).distinct().toList();
  }
}
