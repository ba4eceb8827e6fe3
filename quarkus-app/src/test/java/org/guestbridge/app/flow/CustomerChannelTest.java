package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.OidcFlavour;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Customers of External ID and of Azure AD B2C, where no provisioning service exists: the broker
 * asks Graph, and what it gives them is what their sign-in gets.
 */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
class CustomerChannelTest {

  private static final Pattern UPSTREAMS = Pattern.compile("upstreams:\n.*?\n\n", Pattern.DOTALL);

  @Inject Register register;
  @Inject Plans plans;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);
  private SimulatedEntra tenant;

  /** A customer directory, and what differs in the realm and in its entries. */
  enum Product {
    EXTERNAL_ID("external", PersonKind.CUSTOMER, "type: entra-external-id", "/v2.0"),
    B2C(
        "b2c",
        PersonKind.B2C_CUSTOMER,
        "type: azure-b2c\n    policies: [B2C_1_susi]\n    tenantName: "
            + EntraSettings.DEFAULT_INITIAL_DOMAIN,
        "/v2.0/");

    private final String word;
    private final PersonKind kind;
    private final String upstream;
    private final String issuerEnd;

    Product(String word, PersonKind kind, String upstream, String issuerEnd) {
      this.word = word;
      this.kind = kind;
      this.upstream = upstream;
      this.issuerEnd = issuerEnd;
    }

    OidcFlavour flavour() {
      return this == B2C
          ? OidcFlavour.b2c("B2C_1_susi")
          : OidcFlavour.externalId("customers").withIssuer("{authority}/{tid}/v2.0");
    }

    /** Signs in, but by nothing that the token names as mail. */
    Person.Builder withoutMail(Person.Builder person) {
      return person
          .withoutEmail()
          .preferredUsername(this == B2C ? "no.mail" : "no.mail@partner.example");
    }
  }

  @AfterEach
  void serveTheUsualRealm() throws IOException {
    register.serve(site, text -> text);
    tenant.close();
  }

  @ParameterizedTest
  @EnumSource
  void customerWhenPulledOrSignedInFirstThenOneAliasAndWhomALoginRefusesHasNone(Product product)
      throws Exception {
    tenant =
        SimulatedEntra.start(
            EntraSettings.defaults()
                .withFlavour(product.flavour())
                .withClient(EntraSettings.DEFAULT_CLIENT_ID, Optional.of(Site.CLIENT_SECRET)));
    tenant.directory().clear();
    serve(product, "");
    Person first = add(customer(product, "fay." + product.word + "@partner.example"));
    assertThat(browser.logIn(first).saml().nameId()).isEqualTo(alias("fay", product));
    UUID before = binding(first).orElseThrow().id();

    Person local = add(customer(product, "lou." + product.word + "@partner.example"));
    Person social =
        add(customer(product, "sue." + product.word + "@partner.example").idp("google.com"));
    Person banned = add(customer(product, "ban." + product.word + "@banned.example"));
    Person withoutMail =
        add(product.withoutMail(customer(product, "non." + product.word + "@partner.example")));
    Person admin =
        add(
            customer(product, "adm." + product.word + "@partner.example")
                .kind(PersonKind.EMPLOYEE)
                .upn("admin@" + EntraSettings.DEFAULT_INITIAL_DOMAIN));
    Person invited =
        add(
            customer(product, "inv." + product.word + "@partner.example")
                .kind(PersonKind.ENTRA_GUEST)
                .idp(Site.HOME_IDP));
    serve(product, channel(product));
    plans.pull();

    plans.await(first.objectId(), PlanState.PROVIDED);
    assertThat(binding(first).orElseThrow().id()).isEqualTo(before);
    assertThat(browser.logIn(first).saml().nameId()).isEqualTo(alias("fay", product));
    assertPulledThenSignedIn(local, alias("lou", product));
    assertPulledThenSignedIn(social, alias("sue", product));
    assertHeldBack(banned, Code.RULE_REFUSED);
    assertThat(browser.logIn(banned).outcome()).isEqualTo(Code.RULE_REFUSED.text());
    assertHeldBack(withoutMail, Code.RULE_VALUE_MISSING);
    assertThat(browser.logIn(withoutMail).outcome()).isEqualTo(Code.RULE_VALUE_MISSING.text());
    assertHeldBack(admin, Code.DIRECTORY_KIND_UNPROVEN);
    assertHeldBack(invited, Code.DIRECTORY_KIND_UNPROVEN);
  }

  private void assertPulledThenSignedIn(Person customer, String alias) throws Exception {
    plans.await(customer.objectId(), PlanState.PROVIDED);
    Binding pulled = binding(customer).orElseThrow();
    assertThat(pulled.provisional()).isTrue();
    assertThat(pulled.address().orElseThrow().value()).isEqualTo(alias);

    assertThat(browser.logIn(customer).saml().nameId()).isEqualTo(alias);

    Binding signedIn = binding(customer).orElseThrow();
    assertThat(signedIn.id()).isEqualTo(pulled.id());
    assertThat(signedIn.provisional()).isFalse();
    plans.await(customer.objectId(), PlanState.PROVIDED);
  }

  private void assertHeldBack(Person person, Code code) {
    assertThat(plans.await(person.objectId(), PlanState.HELD_BACK).code()).contains(code);
    assertThat(binding(person)).isEmpty();
  }

  private Optional<Binding> binding(Person person) {
    return plans.binding(EntraSettings.DEFAULT_TENANT, person.objectId());
  }

  /** By the rule that asks for the directory's name, which both ways have to know. */
  private static String alias(String name, Product product) {
    return "c." + name + "." + product.word + "@guests.example.com";
  }

  private static Person.Builder customer(Product product, String mail) {
    return Person.person(
            "customer-" + UUID.randomUUID(), product.kind, UUID.randomUUID().toString())
        .displayName("Carla Customer")
        .names("Carla", "Customer")
        .preferredUsername(mail)
        .email(mail);
  }

  private Person add(Person.Builder person) {
    Person built = person.build();
    tenant.directory().add(built);
    return built;
  }

  /** The login host is the directory's own, but that of B2C signs customers in alone. */
  private String channel(Product product) {
    return """

        provisioning:
          channels:
            entra-guests:
              type: graph
              upstream: entra
              scope: everybody
              graphUrl: "%s"
              everyMinutes: 1
        """
            .formatted(tenant.authority())
        + (product == Product.B2C ? "      authority: \"" + tenant.authority() + "\"\n" : "");
  }

  private void serve(Product product, String provisioning) throws IOException {
    String upstream =
        """
        upstreams:
          entra:
            %s
            authority: "%s"
            tenant: "%s"
            clientId: "%s"
            credential: { secret: "${file:client-secret}" }

        """
            .formatted(
                product.upstream,
                tenant.authority(),
                EntraSettings.DEFAULT_TENANT,
                EntraSettings.DEFAULT_CLIENT_ID);
    String rule =
        """
          - name: customers
            when: { account: external, idp: "%s/%s%s" }
            alias: { local: "c.{mail.local}", domain: guests.example.com, onCollision: suffix }
          - name: guests
        """
            .formatted(tenant.authority(), EntraSettings.DEFAULT_TENANT, product.issuerEnd);
    register.serve(
        site,
        text ->
            UPSTREAMS
                    .matcher(text)
                    .replaceFirst(Matcher.quoteReplacement(upstream))
                    .replace("  - name: guests\n", rule)
                + provisioning);
  }
}
