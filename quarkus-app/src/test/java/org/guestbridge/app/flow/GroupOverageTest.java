package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.simulators.entra.GraphFault;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People with more groups than a token holds, through the whole broker. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
class GroupOverageTest {

  private static final UUID DECIDING = UUID.fromString("0d6c2f5e-1a2b-4c3d-8e4f-5a6b7c8d9e0f");
  private static final int ONE_TOO_MANY = 201;

  @Inject Register register;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);
  private final AtomicInteger calledElsewhere = new AtomicInteger();
  private LoopbackServer attacker;

  @BeforeEach
  void serveARuleThatReadsGroups() throws IOException {
    attacker = LoopbackServer.bind(0, "attacker");
    attacker.serve(
        request -> {
          calledElsewhere.incrementAndGet();
          return Response.jsonText(200, "{\"value\":[\"" + DECIDING + "\"]}");
        });
    site.entra().graph().overageEndpoint(attacker.base() + "/v1.0/users/x/getMemberObjects");
    register.serve(
        site,
        text ->
            text.replace(
                    "idpClaimConfigured: true",
                    "idpClaimConfigured: true\n    groupsFromGraph: true\n    graphUrl: \""
                        + site.entra().authority()
                        + "\"")
                .replace(
                    "  - name: guests\n",
                    """
                      - name: members of the group
                        when: { account: external, group: "%s" }
                        alias: { local: "member.{mail.local}", domain: guests.example.com, onCollision: suffix }
                      - name: guests
                    """
                        .formatted(DECIDING)));
  }

  @AfterEach
  void serveTheUsualRealm() throws IOException {
    site.entra().graph().faults().clear();
    register.serve(site, text -> text);
    attacker.close();
  }

  @Test
  void logInWhenTheTokenCutsGroupsShortThenGraphTellsThemAndTheTokensAddressIsNotCalled()
      throws Exception {
    Person member = invite("many.groups", groups(ONE_TOO_MANY, DECIDING));
    Person other = invite("many.others", groups(ONE_TOO_MANY, UUID.randomUUID()));

    assertThat(browser.logIn(member).saml().nameId())
        .isEqualTo("member.many.groups@guests.example.com");
    assertThat(browser.logIn(other).saml().nameId()).isEqualTo("many.others@guests.example.com");
    assertThat(calledElsewhere).hasValue(0);
  }

  @Test
  void logInWhenTheTokenHasAllGroupsThenGraphIsNotAsked() throws Exception {
    site.entra().graph().faults().untilCleared(GraphFault.ERROR_500);

    assertThat(browser.logIn(invite("few.groups", List.of(DECIDING))).saml().nameId())
        .isEqualTo("member.few.groups@guests.example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "FORBIDDEN, GRAPH_DENIED",
    "ERROR_500, GRAPH_UNAVAILABLE",
    "GARBAGE, GRAPH_RESPONSE_INVALID",
    "DROPPED, GRAPH_UNAVAILABLE"
  })
  void logInWhenGraphFailsThenRefusedAndNothingBoundAndTheTwinSucceeds(GraphFault fault, Code code)
      throws Exception {
    Person member = invite("graph-" + fault.name(), groups(ONE_TOO_MANY, DECIDING));
    site.entra().graph().faults().untilCleared(fault);
    Register.Count before = register.count();
    long audited = register.audited();

    Browser.Answer refused = browser.reachAnswer(member.key());

    site.entra().graph().faults().clear();
    assertThat(refused.outcome()).isEqualTo(code.text());
    assertThat(refused.status()).isEqualTo(502);
    assertThat(register.count()).isEqualTo(before);
    assertThat(register.auditedSince(audited)).containsExactly("refused " + code.text());
    assertThat(browser.logIn(member).outcome()).isEqualTo("released");
  }

  private Person invite(String local, List<UUID> groups) {
    return site.invite(local + "@partner.example", groups);
  }

  /** The deciding one is the last. */
  private static List<UUID> groups(int count, UUID last) {
    List<UUID> groups =
        new ArrayList<>(Stream.generate(UUID::randomUUID).limit(count - 1L).toList());
    groups.add(last);
    return groups;
  }
}
