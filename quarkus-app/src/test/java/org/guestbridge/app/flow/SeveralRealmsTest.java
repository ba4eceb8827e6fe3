package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.app.boot.RealmWatcher;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.Test;

/**
 * Two realms in one process: apart in everything but the registry, where no address is given twice.
 */
@QuarkusTest
@WithTestResource(
    value = BrokerUnderTest.class,
    initArgs = @ResourceArg(name = "realms", value = "two"))
class SeveralRealmsTest {

  private static final Pattern CERTIFICATE =
      Pattern.compile("<ds:X509Certificate>([^<]*)</ds:X509Certificate>");

  @Inject RealmWatcher realms;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);
  private final Admin admin = new Admin(site);

  @Test
  void eachRealmHasItsOwnNameAndKey() throws Exception {
    String here = metadata(Site.REALM);
    String there = metadata(Site.SECOND);

    assertThat(here).contains("/r/flows/saml/sso").doesNotContain("/r/second/");
    assertThat(there).contains("/r/second/saml/sso").doesNotContain("/r/flows/");
    assertThat(certificate(here)).isNotEqualTo(certificate(there));
    assertThat(browser.get(at(new RealmId("third"), "saml/metadata")).status()).isEqualTo(404);
  }

  @Test
  void cookieOfOneRealmIsRefusedInTheOther() throws Exception {
    Person guest = site.invite("cora.cookie@partner.example");
    Browser.Post callback = browser.signIn(browser.begin(), guest.key());
    URI elsewhere = at(Site.SECOND, "oidc/entra/callback");

    Browser.Answer refused = browser.submit(new Browser.Post(elsewhere, callback.fields()));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.outcome()).isEqualTo(Code.TRANSACTION_INVALID.text());
    Browser.Answer released = browser.submit(callback);
    assertThat(released.outcome()).isEqualTo("released");
    browser.deliver(released);
  }

  @Test
  void aliasOfOneRealmIsTakenForTheOther() throws Exception {
    Person guest = site.invite("tina.taken@partner.example");
    SamlAnswer here = browser.logIn(guest).saml();

    SamlAnswer there = startSecond(guest.key()).saml();

    assertThat(here.nameId()).isEqualTo("tina.taken@guests.example.com");
    assertThat(there.nameId()).matches("tina\\.taken[-.][a-z0-9]+@guests\\.example\\.com");
    assertThat(there.internalId()).isNotEqualTo(here.internalId());
    assertThat(browser.logIn(guest).saml().nameId()).isEqualTo(here.nameId());
    assertThat(startSecond(guest.key()).saml().nameId()).isEqualTo(there.nameId());
  }

  @Test
  void addressOfAnEmployeeBelongsToTheRealmThatSawItFirst() throws Exception {
    assertThat(browser.logIn("employee2").outcome()).isEqualTo("released");

    Browser.Answer there = startSecond("employee2");

    assertThat(there.outcome()).isEqualTo(Code.ADDRESS_BOUND_TO_OTHER.text());
    assertThat(browser.logIn("employee2").outcome()).isEqualTo("released");
  }

  @Test
  void holdInOneRealmRefusesNobodyInTheOther() throws Exception {
    Person guest = site.invite("hera.held@partner.example");
    String binding = browser.logIn(guest).saml().internalId();
    assertThat(startSecond(guest.key()).outcome()).isEqualTo("released");

    assertThat(admin.order(binding, "hold?realm=second")).isEqualTo(404);
    assertThat(admin.order(binding, "hold?realm=flows")).isEqualTo(200);

    assertThat(browser.logIn(guest).outcome()).isEqualTo(Code.BINDING_HELD.text());
    assertThat(startSecond(guest.key()).outcome()).isEqualTo("released");
    assertThat(browser.logIn(guest).outcome()).isEqualTo(Code.BINDING_HELD.text());
  }

  @Test
  void orderWithoutARealmIsRefusedAndNamesThem() throws Exception {
    assertThat(admin.read("/admin/v1/aliases").body()).contains("realm_ambiguous", "flows, second");
    assertThat(admin.read("/admin/v1/audit?realm=third").body())
        .contains("realm_unknown", "flows, second");
    assertThat(admin.read("/admin/v1/audit?realm=second").statusCode()).isEqualTo(200);
    assertThat(admin.read("/admin/v1/status").body()).contains("\"realms\":[\"flows\",\"second\"]");
  }

  @Test
  void mailToAnAliasOfOneRealmIsNotForwardedToTheOther() throws Exception {
    EmailAddress mailbox = EmailAddress.parse("jo@others.example.com").orElseThrow();
    assertThat(served(Site.REALM).broker().leadsBack(mailbox)).isFalse();

    site.writeSecondRealm(text -> text.replace("guests.example.com", "others.example.com"));
    KeyRollOverTest.await(() -> served(Site.REALM).broker().leadsBack(mailbox));

    site.writeSecondRealm(UnaryOperator.identity());
    KeyRollOverTest.await(() -> !served(Site.REALM).broker().leadsBack(mailbox));
  }

  @Test
  void editOfOneRealmTouchesNoOther() throws Exception {
    ServedRealm here = served(Site.REALM);
    ServedRealm before = served(Site.SECOND);

    site.writeSecondRealm(text -> text.replace("account: external }", "account: extrenal }"));
    KeyRollOverTest.await(() -> !realms.problems().isEmpty());
    assertThat(admin.read("/q/health/ready").body())
        .contains("\"status\": \"UP\"", "second: realm_rule_invalid at /rules/");
    assertThat(admin.read("/q/metrics").body())
        .contains("guestbridge_realm_file_valid{realm=\"second\"} 0.0")
        .contains("guestbridge_realm_file_valid{realm=\"flows\"} 1.0");
    assertThat(served(Site.SECOND)).isSameAs(before);

    site.writeSecondRealm(text -> text.replace("realm: second", "realm: flows"));
    KeyRollOverTest.await(
        () -> realms.problems().stream().anyMatch(each -> each.pointer().equals("/realm")));
    assertThat(served(Site.SECOND)).isSameAs(before);

    site.writeSecondRealm(UnaryOperator.identity());
    KeyRollOverTest.await(
        () ->
            realms.problems().isEmpty()
                && !served(Site.SECOND).documentDigest().equals(before.documentDigest()));
    assertThat(served(Site.REALM)).isSameAs(here);
  }

  private ServedRealm served(RealmId realm) {
    return realms.find(realm).orElseThrow();
  }

  private String metadata(RealmId realm) throws IOException, InterruptedException {
    return browser.get(at(realm, "saml/metadata")).body();
  }

  private static String certificate(String metadata) {
    Matcher certificate = CERTIFICATE.matcher(metadata);
    assertThat(certificate.find()).isTrue();
    return certificate.group(1);
  }

  /** From the second realm's start page to its last answer. */
  private Browser.Answer startSecond(String person) throws IOException, InterruptedException {
    Browser.Answer begun = browser.get(at(Site.SECOND, "start?to=atlassian"));
    return browser.submit(browser.signIn(begun, person));
  }

  private URI at(RealmId realm, String page) {
    return site.sso().resolve("/r/" + realm + "/" + page);
  }
}
