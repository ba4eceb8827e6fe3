package org.guestbridge.keycloak.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.keycloak.downstream.Entitlement.Account;
import org.guestbridge.keycloak.release.ReleaseNote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntitlementTest {

  private static final ReleaseNote NOTE = People.note(People.NOW);

  @Test
  void releaseWhenFreshAndOfThisPersonThenEntitles() throws RefusalException {
    assertThat(require(NOTE, People.CLIENT, People.account())).isEqualTo(NOTE);
  }

  @Test
  void releaseWhenNoneThenRefused() {
    refuses(
        Code.RELEASE_MISSING,
        () -> Entitlement.require(Optional.empty(), People.CLIENT, People.account(), People.NOW));
  }

  @Test
  void releaseWhenToAnotherClientThenRefused() {
    ReleaseNote elsewhere = People.note("wiki", People.NOW);
    refuses(Code.RELEASE_ELSEWHERE, () -> require(elsewhere, People.CLIENT, People.account()));
  }

  @ParameterizedTest
  @CsvSource({"PT-10M, true", "PT-10M-0.001S, false", "PT30S, true", "PT30.001S, false"})
  void releaseWhenOlderThanTenMinutesOrInTheFutureThenRefused(String age, boolean entitles)
      throws RefusalException {
    Instant at = People.NOW.plus(Duration.parse(age));
    if (entitles) {
      assertThat(require(People.note(at), People.CLIENT, People.account()).at()).isEqualTo(at);
    } else {
      refuses(Code.RELEASE_STALE, () -> require(People.note(at), People.CLIENT, People.account()));
    }
  }

  @Test
  void releaseWhenProviderIsListedThenEntitles() throws RefusalException {
    assertThat(require(NOTE, People.clientOf("entra"), People.account())).isEqualTo(NOTE);
  }

  @Test
  void releaseWhenProviderIsNotListedThenRefused() {
    refuses(
        Code.SAML_UPSTREAM_REFUSED,
        () -> require(NOTE, People.clientOf("other"), People.account()));
  }

  @Test
  void releaseWhenAccountIsOfNoBindingThenRefused() {
    refuses(
        Code.KEYCLOAK_ACCOUNT_CONFLICT,
        () -> require(NOTE, People.CLIENT, new Account(true, Optional.empty())));
  }

  @Test
  void releaseWhenAccountIsOfAnotherBindingThenRefused() {
    refuses(
        Code.KEYCLOAK_ACCOUNT_CONFLICT,
        () -> require(NOTE, People.CLIENT, new Account(true, Optional.of("other"))));
  }

  @Test
  void releaseWhenAccountIsDisabledThenRefused() {
    refuses(
        Code.KEYCLOAK_ACCOUNT_DISABLED,
        () -> require(NOTE, People.CLIENT, new Account(false, People.account().binding())));
  }

  @Test
  void identityWhenBindingIsActiveThenTheRegistrysAddress() throws RefusalException {
    ReleasedIdentity identity =
        Entitlement.identity(NOTE, Optional.of(People.binding(BindingStatus.ACTIVE)));
    assertThat(identity.address().value()).isEqualTo(People.ALIAS);
    assertThat(identity.internalId()).isEqualTo(People.BINDING);
    assertThat(identity.names().givenName()).isEqualTo("Joe");
    assertThat(identity.groups()).isEqualTo(List.of("jira", "wiki"));
  }

  @Test
  void identityWhenBindingIsHeldOrRetiredOrUnknownThenRefused() {
    refuses(Code.BINDING_HELD, () -> identity(BindingStatus.HELD));
    refuses(Code.BINDING_RETIRED, () -> identity(BindingStatus.RETIRED));
    refuses(Code.BINDING_UNKNOWN, () -> Entitlement.identity(NOTE, Optional.empty()));
  }

  private static ReleasedIdentity identity(BindingStatus status) throws RefusalException {
    return Entitlement.identity(NOTE, Optional.of(People.binding(status)));
  }

  private static ReleaseNote require(ReleaseNote note, DownstreamClient client, Account account)
      throws RefusalException {
    return Entitlement.require(Optional.of(note), client, account, People.NOW);
  }

  private static void refuses(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusalException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
