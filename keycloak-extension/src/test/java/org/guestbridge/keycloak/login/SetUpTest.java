package org.guestbridge.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.keycloak.login.ClientSetUp.Mapper;
import org.guestbridge.realm.NameIdFormat;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.saml.mappers.NameIdMapperHelper;

class SetUpTest {

  private static final String EMAIL = NameIdFormat.EMAIL.uri();
  private static final Mapper NAME_ID =
      new Mapper(ExtensionNames.NAME_ID_MAPPER, Optional.of(EMAIL));
  private static final Mapper ATTRIBUTES =
      new Mapper(ExtensionNames.ATTRIBUTES_MAPPER, Optional.empty());
  private static final Step BROKERED = new Step(ExtensionNames.BROKERED_LOGIN, true);
  private static final Step FIRST = new Step(ExtensionNames.FIRST_LOGIN, true);

  /** A client that is fit, and what can be wrong with it. */
  private static final class Draft {
    Optional<String> downstream = Optional.of("app");
    String protocol = "saml";
    List<Mapper> mappers = new ArrayList<>(List.of(NAME_ID, ATTRIBUTES));
    boolean forcesFormat = true;
    Optional<String> format = Optional.of(EMAIL);
    boolean ecp;
    boolean artifact;
    boolean postOnly = true;
    boolean signed = true;
    Set<String> redirects = Set.of("https://sp.example.com/acs?connection=1");
    List<Step> flow = List.of(BROKERED);

    ClientSetUp done() {
      return new ClientSetUp(
          downstream,
          protocol,
          mappers,
          forcesFormat,
          format,
          ecp,
          artifact,
          postOnly,
          signed,
          redirects,
          flow);
    }
  }

  @FunctionalInterface
  private interface Change {
    void on(Draft draft);
  }

  static Stream<Arguments> unfitClients() {
    return Stream.of(
        unfit("attribute guestbridge.downstream", draft -> draft.downstream = Optional.empty()),
        unfit("protocol", draft -> draft.protocol = "openid-connect"),
        unfit("one mapper guestbridge-saml-nameid", draft -> draft.mappers.remove(NAME_ID)),
        unfit("one mapper guestbridge-saml-nameid", draft -> draft.mappers.add(NAME_ID)),
        unfit("one mapper guestbridge-saml-attributes", draft -> draft.mappers.remove(ATTRIBUTES)),
        unfit(
            "another mapper",
            draft -> draft.mappers.add(new Mapper("saml-role-list-mapper", Optional.empty()))),
        unfit(
            "saml_name_id_format",
            draft -> draft.format = Optional.of(NameIdFormat.PERSISTENT.uri())),
        unfit("saml_name_id_format", draft -> draft.format = Optional.empty()),
        unfit("saml_force_name_id_format", draft -> draft.forcesFormat = false),
        unfit("ecp", draft -> draft.ecp = true),
        unfit("artifact", draft -> draft.artifact = true),
        unfit("post", draft -> draft.postOnly = false),
        unfit("signed", draft -> draft.signed = false),
        unfit("redirect", draft -> draft.redirects = Set.of("https://sp.example.com/*")),
        unfit("redirect", draft -> draft.redirects = Set.of("/acs")),
        unfit("redirect", draft -> draft.redirects = Set.of()),
        unfit("browser flow", draft -> draft.flow = List.of()),
        unfit("browser flow", draft -> draft.flow = List.of(new Step("auth-cookie", true))),
        unfit(
            "browser flow",
            draft -> draft.flow = List.of(new Step(ExtensionNames.BROKERED_LOGIN, false))),
        unfit(
            "browser flow",
            draft -> draft.flow = List.of(new Step("auth-cookie", false), BROKERED)));
  }

  private static Arguments unfit(String named, Change change) {
    Draft draft = new Draft();
    change.on(draft);
    return Arguments.of(named, draft.done());
  }

  @Test
  void clientWhenAsRenderedThenFit() {
    assertThatCode(() -> new Draft().done().require()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("unfitClients")
  void clientWhenOneThingIsWrongThenRefusedNamingThatAlone(String named, ClientSetUp client) {
    assertThatThrownBy(client::require)
        .isInstanceOfSatisfying(
            RefusalException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(Code.KEYCLOAK_CLIENT_UNFIT);
              assertThat(refused.detail()).contains(named);
            });
  }

  @Test
  void upstreamWhenAsRenderedThenFit() {
    assertThatCode(() -> upstream(true, false, true, 1, List.of(FIRST), List.of()).require())
        .doesNotThrowAnyException();
  }

  @Test
  void upstreamWhenOneThingIsWrongThenRefused() {
    Step review = new Step("idp-review-profile", true);
    List<Step> first = List.of(FIRST);
    unfitUpstream(upstream(false, false, true, 1, first, List.of()));
    unfitUpstream(upstream(true, true, true, 1, first, List.of()));
    unfitUpstream(upstream(true, false, false, 1, first, List.of()));
    unfitUpstream(upstream(true, false, true, 0, first, List.of()));
    unfitUpstream(upstream(true, false, true, 2, first, List.of()));
    unfitUpstream(upstream(true, false, true, 1, List.of(review, FIRST), List.of()));
    unfitUpstream(upstream(true, false, true, 1, List.of(), List.of()));
    unfitUpstream(upstream(true, false, true, 1, first, List.of(review)));
  }

  private static UpstreamSetUp upstream(
      boolean enabled,
      boolean linkOnly,
      boolean lasting,
      long mappers,
      List<Step> first,
      List<Step> post) {
    return new UpstreamSetUp("entra", "Entra", enabled, linkOnly, lasting, mappers, first, post);
  }

  private static void unfitUpstream(UpstreamSetUp upstream) {
    refuses(Code.KEYCLOAK_UPSTREAM_UNFIT, upstream::require);
  }

  @Test
  void realmWhenAsRenderedThenFit() {
    assertThatCode(() -> new RealmSetUp(false, false, demand()).require())
        .doesNotThrowAnyException();
  }

  @Test
  void releaseActionWhenNamedThenByAnAliasOfKeycloaksOwn() {
    assertThat(ExtensionNames.RELEASE_ACTION_ALIAS)
        .isEqualTo(UserModel.RequiredAction.TERMS_AND_CONDITIONS.name());
    assertThat(ExtensionNames.NAME_ID_FORMAT).isEqualTo(NameIdMapperHelper.MAPPER_NAMEID_FORMAT);
  }

  @Test
  void realmWhenOneThingIsWrongThenRefused() {
    Set<RealmSetUp.Action> elsewhere =
        Set.of(new RealmSetUp.Action("guestbridge", ExtensionNames.RELEASE_ACTION));
    refuses(Code.KEYCLOAK_REALM_UNFIT, new RealmSetUp(true, false, demand())::require);
    refuses(Code.KEYCLOAK_REALM_UNFIT, new RealmSetUp(false, true, demand())::require);
    refuses(Code.KEYCLOAK_REALM_UNFIT, new RealmSetUp(false, false, Set.of())::require);
    refuses(Code.KEYCLOAK_REALM_UNFIT, new RealmSetUp(false, false, elsewhere)::require);
  }

  private static Set<RealmSetUp.Action> demand() {
    return Set.of(
        new RealmSetUp.Action(ExtensionNames.RELEASE_ACTION_ALIAS, ExtensionNames.RELEASE_ACTION));
  }

  @Test
  void unsolicitedWhenListedOrStandardOrWithoutRelayStateThenGoesOn() {
    UnsolicitedSignIn signIn =
        new UnsolicitedSignIn(Optional.of(Set.of("https://a")), Optional.of("home"));
    assertThatCode(() -> signIn.require(Optional.of("https://a"))).doesNotThrowAnyException();
    assertThatCode(() -> signIn.require(Optional.of("home"))).doesNotThrowAnyException();
    assertThatCode(() -> signIn.require(Optional.empty())).doesNotThrowAnyException();
  }

  @Test
  void unsolicitedWhenNotListedThenRefused() {
    UnsolicitedSignIn signIn =
        new UnsolicitedSignIn(Optional.of(Set.of("https://a")), Optional.empty());
    refuses(Code.SAML_RELAY_STATE_REFUSED, () -> signIn.require(Optional.of("https://b")));
  }

  @Test
  void unsolicitedWhenNoneIsListedThenNoneIsAllowedNotEvenTheMarkThatSaysSo() {
    String none = ExtensionNames.NO_RELAY_STATE;
    UnsolicitedSignIn signIn =
        new UnsolicitedSignIn(Optional.of(UnsolicitedSignIn.listed(none)), Optional.empty());
    assertThat(UnsolicitedSignIn.listed("a\nb")).containsExactlyInAnyOrder("a", "b");
    assertThatCode(() -> signIn.require(Optional.empty())).doesNotThrowAnyException();
    refuses(Code.SAML_RELAY_STATE_REFUSED, () -> signIn.require(Optional.of(none)));
  }

  @Test
  void unsolicitedWhenNotAllowedThenRefused() {
    UnsolicitedSignIn signIn = new UnsolicitedSignIn(Optional.empty(), Optional.empty());
    refuses(Code.SAML_UNSOLICITED_REFUSED, () -> signIn.require(Optional.empty()));
  }

  private static void refuses(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusalException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
