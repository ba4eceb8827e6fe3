package org.guestbridge.keycloak.downstream;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guestbridge.core.problem.Problem;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.protocol.saml.mappers.AbstractSAMLProtocolMapper;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * A protocol mapper of ours in the admin console. Saving one with a wrong configuration fails with
 * everything that is wrong.
 */
abstract class ReleaseMapper extends AbstractSAMLProtocolMapper {

  /** Keycloak looks for a translation under this key, and fails where there is no key at all. */
  private static final String MESSAGE_KEY = "guestbridgeMapperInvalid";

  private final String id;
  private final String displayType;
  private final String helpText;
  private final List<ProviderConfigProperty> properties;

  /**
   * The mapper as administrators see it.
   *
   * @param id the name in realm imports
   */
  ReleaseMapper(
      String id, String displayType, String helpText, List<ProviderConfigProperty> properties) {
    this.id = id;
    this.displayType = displayType;
    this.helpText = helpText;
    this.properties = properties;
  }

  /** Everything that is wrong with a configuration. */
  abstract List<Problem> problems(Map<String, String> config);

  @Override
  public final void validateConfig(
      KeycloakSession session,
      RealmModel realm,
      ProtocolMapperContainerModel client,
      ProtocolMapperModel mapper)
      throws ProtocolMapperConfigException {
    List<Problem> problems = problems(mapper.getConfig());
    if (!problems.isEmpty()) {
      throw new ProtocolMapperConfigException(
          problems.stream().map(ReleaseMapper::line).collect(Collectors.joining("; ")),
          MESSAGE_KEY);
    }
  }

  private static String line(Problem problem) {
    String place = problem.pointer().isEmpty() ? "" : problem.pointer() + ": ";
    return problem.code().text() + ": " + place + problem.detail();
  }

  @Override
  public final String getId() {
    return id;
  }

  @Override
  public final String getDisplayCategory() {
    return "Guestbridge";
  }

  @Override
  public final String getDisplayType() {
    return displayType;
  }

  @Override
  public final String getHelpText() {
    return helpText;
  }

  @Override
  public final List<ProviderConfigProperty> getConfigProperties() {
    return properties;
  }
}
