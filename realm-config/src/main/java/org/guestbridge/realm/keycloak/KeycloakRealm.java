package org.guestbridge.realm.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Document;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.document.Problems;
import org.guestbridge.realm.document.RetiredKeys;
import org.guestbridge.realm.load.RealmLoader;

/**
 * Turns a realm file into the import of a Keycloak realm that decides as the file says. The same
 * file makes the same text; members are sorted, ids are made of names.
 */
public final class KeycloakRealm {

  private final RealmLoader loader;

  /**
   * A renderer.
   *
   * @param loader loads the realm file first: what no broker runs is not rendered
   */
  public KeycloakRealm(RealmLoader loader) {
    this.loader = loader;
  }

  /** Renders a file; relative paths in it start at the directory it lies in. */
  public RenderResult render(Path file) {
    try {
      byte[] content = Document.bytesOf(file);
      DocumentFormat format = DocumentFormat.of(file, content);
      Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
      return loader
          .load(content, format, directory)
          .fold(
              loaded -> render(new RealmSource(loaded.realm(), tree(content, format))),
              rejected -> new RenderResult.Rejected(rejected.problems()));
    } catch (IOException unreadable) {
      return new RenderResult.Rejected(
          List.of(new Problem(Code.REALM_UNREADABLE, "", "The file cannot be read.")));
    }
  }

  private RenderResult render(RealmSource source) {
    Remarks remarks = Remarks.none();
    ObjectNode document = RealmSettings.of(source, remarks);
    Flows flows = new Flows(source);
    try {
      ArrayNode providers = document.putArray("identityProviders");
      ArrayNode mappers = document.putArray("identityProviderMappers");
      for (Upstream upstream : source.realm().upstreams().values()) {
        providers.add(provider(source, upstream, providers.size() + 1, remarks));
        mappers.add(mapper(source, upstream));
      }
    } catch (RefusalException refusal) {
      return new RenderResult.Rejected(
          List.of(new Problem(refusal.code(), "/upstreams", refusal.detail())));
    }
    ArrayNode clients = document.putArray("clients");
    for (Downstream downstream : source.realm().downstreams().values()) {
      SamlServiceProvider provider = (SamlServiceProvider) downstream;
      clients.add(
          SamlClient.of(
              source,
              provider,
              flows.browserFlow(provider),
              remarks.at("downstreams").at(provider.name())));
    }
    flows.addTo(document);
    return new RenderResult.Rendered(
        ImportJson.readable(ImportJson.sorted(document)), remarks.sorted());
  }

  private static ObjectNode provider(
      RealmSource source, Upstream upstream, int position, Remarks remarks) {
    Remarks own = remarks.at("upstreams").at(upstream.name());
    ObjectNode provider = IdentityProvider.of(source, upstream, own);
    ObjectNode config = provider.putObject("config");
    config.put("guiOrder", Integer.toString(position));
    if (upstream instanceof OidcUpstream oidc) {
      provider.put("providerId", "oidc");
      new OidcConnection(source, oidc, own).writeTo(config);
    } else {
      SamlUpstream saml = (SamlUpstream) upstream;
      provider.put("providerId", "saml");
      boolean usable = new SamlConnection(source, saml, own).writeTo(config);
      provider.put("enabled", usable);
    }
    return provider;
  }

  private static ObjectNode mapper(RealmSource source, Upstream upstream) throws RefusalException {
    String policy = LoginPolicyDocument.of(source.tree(), source.realm(), upstream);
    if (policy.getBytes(StandardCharsets.UTF_8).length > Document.MAX_BYTES) {
      throw new RefusalException(Code.REALM_OVERSIZED, "The login policy is larger than 1 MiB.");
    }
    ObjectNode mapper = ImportJson.mapping();
    mapper.put("name", "guestbridge");
    mapper.put("identityProviderAlias", upstream.name());
    mapper.put("identityProviderMapper", ExtensionNames.LOGIN_MAPPER);
    mapper.putObject("config").put("syncMode", "FORCE").put(ExtensionNames.POLICY, policy);
    return mapper;
  }

  /** The tree of a document that was loaded, so that it is there. */
  private static JsonNode tree(byte[] content, DocumentFormat format) {
    return Document.read(content, format, RetiredKeys.NONE, new Problems())
        .orElseThrow()
        .node()
        .tree();
  }
}
