package org.guestbridge.keycloak.downstream;

import jakarta.ws.rs.WebApplicationException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.keycloak.page.Refusal;
import org.guestbridge.keycloak.page.RefusalPage;
import org.guestbridge.keycloak.release.ReleaseNote;
import org.guestbridge.realm.NameIdFormat;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.saml.mappers.SAMLNameIdMapper;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * Says who a person is to a SAML client: the registry's address, their persistent identifier there,
 * or a random one. Nothing of the Keycloak user is ever sent.
 *
 * <p>Keycloak asks this mapper first, before it builds an assertion. A refusal ends the request
 * with a page, so there is no assertion. A release is used up by being asked for.
 */
public final class NameIdMapper extends ReleaseMapper implements SAMLNameIdMapper {

  /** For Keycloak, which finds it by its name. */
  public NameIdMapper() {
    super(
        ExtensionNames.NAME_ID_MAPPER,
        "Guestbridge: NameID",
        "Sends the address that the registry holds for the person who was just released to this"
            + " client, or an identifier made of their internal id. A sign-in without a fresh"
            + " release is refused. The client has to force the same NameID format.",
        List.of(
            new ProviderConfigProperty(
                ExtensionNames.NAME_ID_FORMAT,
                "NameID format",
                "The format that this mapper answers to. The client has to force the same one;"
                    + " otherwise Keycloak would pass this mapper by.",
                ProviderConfigProperty.LIST_TYPE,
                NameIdFormat.EMAIL.uri(),
                formats().toArray(String[]::new))));
  }

  @Override
  public String mapperNameId(
      String nameIdFormat,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      AuthenticatedClientSessionModel clientSession) {
    Grant.forget(session);
    Optional<String> text = Optional.ofNullable(clientSession.getNote(ReleaseNote.NAME));
    clientSession.removeNote(ReleaseNote.NAME);
    ReleaseDesk desk = new ReleaseDesk(session);
    Optional<ReleaseNote> note = text.flatMap(ReleaseNote::parse);
    try {
      Grant grant = grant(desk, nameIdFormat, text, userSession, clientSession);
      grant.keep(session);
      return grant.nameId();
    } catch (RefusalException refused) {
      Refusal refusal = desk.refused(refused, clientSession.getClient(), note);
      throw new WebApplicationException(RefusalPage.of(session, null, refusal));
    }
  }

  private static Grant grant(
      ReleaseDesk desk,
      String requestedFormat,
      Optional<String> text,
      UserSessionModel userSession,
      AuthenticatedClientSessionModel clientSession)
      throws RefusalException {
    DownstreamClient client =
        DownstreamClient.of(clientSession.getClient())
            .orElseThrow(
                () ->
                    new RefusalException(
                        Code.KEYCLOAK_CLIENT_UNFIT,
                        "the client lacks the attribute " + DownstreamClient.NAME));
    NameIdFormat format =
        Formats.parse(requestedFormat)
            .orElseThrow(
                () -> new RefusalException(Code.SAML_NAMEID_UNSUPPORTED, "an unknown format"));
    ReleaseNote note = desk.require(text, client, userSession.getUser());
    ReleasedIdentity identity = desk.identity(note);
    return new Grant(
        clientSession.getId(),
        client,
        note,
        identity,
        format,
        Formats.nameId(format, client, identity),
        Optional.empty());
  }

  @Override
  List<Problem> problems(Map<String, String> config) {
    return Formats.parse(config.getOrDefault(ExtensionNames.NAME_ID_FORMAT, "")).isPresent()
        ? List.of()
        : List.of(
            new Problem(
                Code.KEYCLOAK_MAPPER_INVALID,
                ExtensionNames.NAME_ID_FORMAT,
                "the NameID format is one of " + formats() + ", and what the client forces"));
  }

  private static List<String> formats() {
    return Arrays.stream(NameIdFormat.values()).map(NameIdFormat::uri).toList();
  }
}
