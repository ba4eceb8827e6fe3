package org.guestbridge.keycloak.login;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.keycloak.downstream.DownstreamClient;
import org.guestbridge.keycloak.downstream.MessageGuard;
import org.guestbridge.keycloak.downstream.ReleaseDesk;
import org.guestbridge.keycloak.page.Refusal;
import org.guestbridge.keycloak.page.RefusalPage;
import org.guestbridge.keycloak.release.ReleaseNote;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.IdentityProviderAuthenticator;
import org.keycloak.constants.AdapterConstants;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Sends the browser to an identity provider, whatever session it has. It never succeeds by itself:
 * a sign-in goes on only when the identity provider's answer comes back, outside this flow. So no
 * cookie, password or impersonated session is ever enough.
 */
final class BrokeredLogin extends IdentityProviderAuthenticator {

  private static final String TEMPLATE = "guestbridge-upstreams.ftl";
  private static final String CHOSEN = "upstream";

  @Override
  public void authenticate(AuthenticationFlowContext context) {
    AuthenticationSessionModel authentication = context.getAuthenticationSession();
    authentication.removeClientNote(ReleaseNote.NAME);
    FormMessage failed = context.getForwardedErrorMessage();
    try {
      if (failed != null) {
        throw new RefusalException(Code.UPSTREAM_DENIED, "the identity provider's answer failed");
      }
      requireGrantable(authentication);
      List<UpstreamSetUp> upstreams = admitted(context);
      remindOfForceAuthn(authentication);
      Optional<UpstreamSetUp> chosen = chosen(upstreams, hint(context));
      if (chosen.isPresent()) {
        redirect(context, chosen.get().alias());
      } else {
        ask(context, upstreams);
      }
    } catch (RefusalException refused) {
      refuse(context, refused);
    }
  }

  @Override
  public void action(AuthenticationFlowContext context) {
    try {
      requireGrantable(context.getAuthenticationSession());
      List<UpstreamSetUp> upstreams = admitted(context);
      Optional<String> wanted =
          Optional.ofNullable(context.getHttpRequest().getDecodedFormParameters().getFirst(CHOSEN));
      Optional<UpstreamSetUp> chosen =
          upstreams.stream().filter(u -> wanted.equals(Optional.of(u.alias()))).findFirst();
      if (chosen.isPresent()) {
        redirect(context, chosen.get().alias());
      } else {
        ask(context, upstreams);
      }
    } catch (RefusalException refused) {
      refuse(context, refused);
    }
  }

  /**
   * Whether the client may be given what it asked for, as {@link MessageGuard} noted it, or may be
   * answered unasked.
   *
   * @throws RefusalException with the code that was noted, or as {@link UnsolicitedSignIn} refuses
   */
  static void requireGrantable(AuthenticationSessionModel authentication) throws RefusalException {
    String code = authentication.getClientNote(MessageGuard.REFUSED_REQUEST);
    if (code != null) {
      throw new RefusalException(
          Code.valueOf(code.toUpperCase(Locale.ROOT)), "the request asks for what is not offered");
    }
    UnsolicitedSignIn.require(authentication);
  }

  /** Keycloak keeps ForceAuthn where a restart of the sign-in forgets it. */
  private static void remindOfForceAuthn(AuthenticationSessionModel authentication) {
    if ("login".equals(authentication.getClientNote(OAuth2Constants.PROMPT))) {
      authentication.setAuthNote(
          SamlProtocol.SAML_LOGIN_REQUEST_FORCEAUTHN, SamlProtocol.SAML_FORCEAUTHN_REQUIREMENT);
    }
  }

  /** The identity providers that may be used here, all of them fit; at least one. */
  private static List<UpstreamSetUp> admitted(AuthenticationFlowContext context)
      throws RefusalException {
    RealmSetUp.of(context.getRealm()).require();
    ClientSetUp.of(
            context.getAuthenticationSession().getClient(),
            Step.of(context.getRealm(), context.getTopLevelFlow().getId()))
        .require();
    Optional<DownstreamClient> client =
        DownstreamClient.of(context.getAuthenticationSession().getClient());
    Optional<Set<String>> listed = listed(context.getAuthenticatorConfig());
    KeycloakSession session = context.getSession();
    List<UpstreamSetUp> upstreams =
        session
            .identityProviders()
            .getAllStream(IdentityProviderQuery.userAuthentication())
            .filter(IdentityProviderModel::isEnabled)
            .map(model -> UpstreamSetUp.of(session, context.getRealm(), model))
            .filter(
                upstream ->
                    listed
                        .map(aliases -> aliases.contains(upstream.alias()))
                        .orElse(upstream.loginMappers() > 0))
            .filter(upstream -> client.map(c -> c.admits(upstream.alias())).orElse(false))
            .toList();
    if (upstreams.isEmpty()) {
      throw new RefusalException(
          Code.KEYCLOAK_UPSTREAM_UNFIT, "no enabled identity provider is admitted to the client");
    }
    for (UpstreamSetUp upstream : upstreams) {
      upstream.require();
    }
    return upstreams;
  }

  private static Optional<Set<String>> listed(@Nullable AuthenticatorConfigModel config) {
    Map<String, String> values =
        config == null || config.getConfig() == null ? Map.of() : config.getConfig();
    return Optional.ofNullable(values.get(ExtensionNames.UPSTREAMS))
        .filter(list -> !list.isBlank())
        .map(DownstreamClient::aliases);
  }

  private static Optional<UpstreamSetUp> chosen(
      List<UpstreamSetUp> upstreams, Optional<String> hint) {
    if (upstreams.size() == 1) {
      return Optional.of(upstreams.get(0));
    }
    return upstreams.stream().filter(u -> hint.equals(Optional.of(u.alias()))).findFirst();
  }

  /** A hint chooses among the admitted; it admits nobody. */
  private static Optional<String> hint(AuthenticationFlowContext context) {
    String asked = context.getUriInfo().getQueryParameters().getFirst(AdapterConstants.KC_IDP_HINT);
    return Optional.ofNullable(asked)
        .or(
            () ->
                Optional.ofNullable(
                    context
                        .getAuthenticationSession()
                        .getClientNote(AdapterConstants.KC_IDP_HINT)));
  }

  private static void ask(AuthenticationFlowContext context, List<UpstreamSetUp> upstreams) {
    List<Map<String, String>> choices =
        upstreams.stream().map(u -> Map.of("alias", u.alias(), "name", u.displayName())).toList();
    context.forceChallenge(
        context.form().setAttribute("guestbridgeUpstreams", choices).createForm(TEMPLATE));
  }

  private static void refuse(AuthenticationFlowContext context, RefusalException refused) {
    Refusal refusal =
        new ReleaseDesk(context.getSession())
            .refused(refused, context.getEvent(), Optional.empty());
    context.forceChallenge(
        RefusalPage.of(context.getSession(), context.getAuthenticationSession(), refusal));
  }
}
