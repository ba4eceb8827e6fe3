package org.guestbridge.keycloak.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.keycloak.downstream.DownstreamClient;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.protocol.saml.SamlClient;
import org.keycloak.protocol.saml.SamlProtocol;

/**
 * How a client is set up, as far as it decides who the client could be told of. Keycloak passes a
 * NameID mapper by when its format is not the one in force, and a mapper that is missing is missed
 * by nobody; so a sign-in does not begin unless all of this holds.
 *
 * @param downstream the name that the realm file has for it
 * @param protocol the protocol it speaks
 * @param mappers its own mappers and those of its default client scopes
 * @param forcesFormat whether the request's NameID format is ignored
 * @param format the URI of the format in force
 * @param ecp whether it may sign in with a password over SOAP
 * @param artifact whether its assertions wait at Keycloak to be fetched
 * @param postOnly whether responses go by HTTP POST whatever the request says
 * @param signed whether response or assertion is signed
 * @param redirects where responses may go
 * @param flow the browser flow
 */
record ClientSetUp(
    Optional<String> downstream,
    String protocol,
    List<Mapper> mappers,
    boolean forcesFormat,
    Optional<String> format,
    boolean ecp,
    boolean artifact,
    boolean postOnly,
    boolean signed,
    Set<String> redirects,
    List<Step> flow) {

  /**
   * A protocol mapper.
   *
   * @param provider the provider's name
   * @param format the URI of the NameID format it answers to, when it has one
   */
  record Mapper(String provider, Optional<String> format) {}

  /** How {@code client} is set up, with the executions of the browser flow that runs for it. */
  static ClientSetUp of(ClientModel client, List<Step> flow) {
    SamlClient saml = new SamlClient(client);
    return new ClientSetUp(
        DownstreamClient.of(client).map(DownstreamClient::name),
        Optional.ofNullable(client.getProtocol()).orElse(""),
        Stream.concat(
                mappers(client),
                client.getClientScopes(true).values().stream().flatMap(ClientSetUp::mappers))
            .toList(),
        saml.forceNameIDFormat(),
        Optional.ofNullable(saml.getNameIDFormat()),
        saml.allowECPFlow(),
        saml.forceArtifactBinding(),
        saml.forcePostBinding(),
        saml.requiresRealmSignature() || saml.requiresAssertionSignature(),
        client.getRedirectUris(),
        flow);
  }

  private static Stream<Mapper> mappers(ProtocolMapperContainerModel container) {
    return container
        .getProtocolMappersStream()
        .map(
            mapper ->
                new Mapper(
                    mapper.getProtocolMapper(),
                    Optional.ofNullable(mapper.getConfig().get(ExtensionNames.NAME_ID_FORMAT))));
  }

  /**
   * Whether people may be sent away to sign in for this client.
   *
   * @throws RefusalException KEYCLOAK_CLIENT_UNFIT, naming everything that is wrong
   */
  void require() throws RefusalException {
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new RefusalException(Code.KEYCLOAK_CLIENT_UNFIT, String.join("; ", problems));
    }
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    unless(
        downstream.isPresent(), problems, "the attribute " + DownstreamClient.NAME + " is missing");
    unless(protocol.equals(SamlProtocol.LOGIN_PROTOCOL), problems, "the protocol is not saml");
    unless(
        Step.isOnly(flow, ExtensionNames.BROKERED_LOGIN),
        problems,
        "the browser flow is not " + ExtensionNames.BROKERED_LOGIN + " alone, required");
    mapperProblems(problems);
    unless(forcesFormat, problems, "saml_force_name_id_format is not true");
    unless(!ecp, problems, "saml.allow.ecp.flow is true");
    unless(!artifact, problems, "saml.artifact.binding is true");
    unless(postOnly, problems, "saml.force.post.binding is not true");
    unless(signed, problems, "neither response nor assertion is signed");
    unless(
        !redirects.isEmpty() && redirects.stream().allMatch(ClientSetUp::isExact),
        problems,
        "a redirect URI is not one absolute address");
    return problems;
  }

  private void mapperProblems(List<String> problems) {
    List<Mapper> nameIds = ofProvider(ExtensionNames.NAME_ID_MAPPER);
    List<Mapper> attributes = ofProvider(ExtensionNames.ATTRIBUTES_MAPPER);
    unless(
        nameIds.size() == 1, problems, "there is not one mapper " + ExtensionNames.NAME_ID_MAPPER);
    unless(
        attributes.size() == 1,
        problems,
        "there is not one mapper " + ExtensionNames.ATTRIBUTES_MAPPER);
    unless(
        nameIds.size() + attributes.size() == mappers.size(),
        problems,
        "another mapper is on the client or in a default client scope of it");
    unless(
        format.isPresent() && nameIds.stream().allMatch(mapper -> mapper.format().equals(format)),
        problems,
        "saml_name_id_format is not the NameID mapper's");
  }

  private List<Mapper> ofProvider(String provider) {
    return mappers.stream().filter(mapper -> mapper.provider().equals(provider)).toList();
  }

  private static boolean isExact(String redirect) {
    try {
      URI uri = new URI(redirect);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null && redirect.indexOf('*') < 0;
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  private static void unless(boolean holds, List<String> problems, String otherwise) {
    if (!holds) {
      problems.add(otherwise);
    }
  }
}
