package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import org.guestbridge.app.mail.MailServerStub;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A running broker asks the realm's mail server before it makes an account. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
class MailFirstTest {

  private static final String ALIAS = "mira.first@guests.example.com";

  @Inject Register register;
  @Inject Plans plans;

  private final Site site = BrokerUnderTest.site();
  private final Admin admin = new Admin(site);
  private final ProvisionedSite world = new ProvisionedSite(site);
  private MailServerStub server;

  @BeforeEach
  void start() throws IOException {
    server = new MailServerStub(to -> "550 no");
    world.serve(
        register,
        text ->
            text.replace(
                "handledBy: guestbridge",
                "handledBy: guestbridge\n  exchanger: \"127.0.0.1:"
                    + server.exchanger().port()
                    + "\""));
  }

  @AfterEach
  void stop() throws IOException {
    world.tenant.reset();
    register.serve(site, text -> text);
    server.close();
  }

  @Test
  void accountWaitsWhileTheMailServerRefusesTheAliasAndIsMadeOnceItTakesIt() throws Exception {
    Person guest = world.guest("mira", "mira.first@partner.example");
    world.tenant.add(guest);
    world.cycle();
    await(guest, PlanState.HELD_BACK, Optional.of(Code.MAIL_ROUTE_MISSING));
    assertThat(new Browser(site).logIn(guest).saml().nameId()).isEqualTo(ALIAS);
    await(guest, PlanState.PROVIDED, Optional.empty());

    KeyRollOverTest.await(() -> server.recipients().contains(ALIAS));
    KeyRollOverTest.await(
        () ->
            admin
                .read("/admin/v1/deliveries?directory=atlassian")
                .body()
                .contains("mail_alias_refused"));
    String binding =
        plans.binding(EntraSettings.DEFAULT_TENANT, guest.objectId()).orElseThrow().id().toString();
    assertThat(world.atlassian.usersByExternalId(binding)).isEmpty();
    assertThat(admin.read("/q/metrics").body())
        .contains("guestbridge_mail_exchanger_ready{realm=\"flows\"} 1.0");

    server.reply = to -> to.startsWith("no-such-alias-") ? "550 no" : "250 ok";
    KeyRollOverTest.await(() -> !world.atlassian.usersByExternalId(binding).isEmpty());
  }

  private void await(Person person, PlanState state, Optional<Code> code) {
    Plans.await(
        () -> {
          PersonPlan plan = plans.person(person.objectId()).plan();
          return plan.state() != state || !plan.code().equals(code);
        });
  }
}
