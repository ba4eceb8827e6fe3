package org.guestbridge.keycloak.downstream;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.guestbridge.realm.keycloak.ReleaseSettings;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType;
import org.keycloak.dom.saml.v2.assertion.AttributeType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.saml.mappers.SAMLAttributeStatementMapper;

/**
 * Sends the names, address, internal id and groups of the person whose NameID was just made, as the
 * standalone broker does. Without such a NameID it refuses, and Keycloak then sends no assertion.
 */
public final class AttributeMapper extends ReleaseMapper implements SAMLAttributeStatementMapper {

  /** For Keycloak, which finds it by its name. */
  public AttributeMapper() {
    super(
        ExtensionNames.ATTRIBUTES_MAPPER,
        "Guestbridge: attributes",
        "Sends the names, the address, the internal id and the groups that were released, each"
            + " under the name given here. A field left empty is not sent.",
        AttributeProperties.ALL);
  }

  @Override
  public void transformAttributeStatement(
      AttributeStatementType statement,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      AuthenticatedClientSessionModel clientSession) {
    Optional<Grant> grant = Grant.of(session, clientSession);
    try {
      SentAttributes sent = sent(grant, mapper);
      sent.attributes().stream()
          .map(AttributeMapper::element)
          .map(AttributeStatementType.ASTChoiceType::new)
          .forEach(statement::addAttribute);
      grant.ifPresent(granted -> granted.with(sent).keep(session));
    } catch (RefusalException refused) {
      throw RefusedAssertion.tell(session, clientSession.getClient(), grant, refused);
    }
  }

  private static SentAttributes sent(Optional<Grant> grant, ProtocolMapperModel mapper)
      throws RefusalException {
    Grant granted =
        grant.orElseThrow(
            () -> new RefusalException(Code.RELEASE_MISSING, "no NameID was made of a release"));
    ReleaseSettings settings =
        AttributeConfiguration.read(mapper.getConfig())
            .settings()
            .orElseThrow(
                () ->
                    new RefusalException(
                        Code.KEYCLOAK_MAPPER_INVALID, "the attribute mapper is not valid"));
    return SentAttributes.of(settings, granted.identity());
  }

  private static AttributeType element(SentAttributes.Attribute attribute) {
    AttributeType element = new AttributeType(attribute.name());
    element.setNameFormat(attribute.nameFormat());
    attribute.values().forEach(element::addAttributeValue);
    return element;
  }

  @Override
  List<Problem> problems(Map<String, String> config) {
    return AttributeConfiguration.read(config).problems();
  }
}
