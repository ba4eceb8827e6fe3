package org.guestbridge.realm.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.ChangedHuman;
import org.guestbridge.realm.ConnectionName;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;
import org.guestbridge.realm.login.LoginPolicy.Source;

/** Reads of an upstream how its people are read, and nothing of the connection to it. */
final class LoginSourceReader {

  /** An upstream without the connection to it. */
  record Connection(String name, Source source, Optional<ChangedHuman> changedHuman) {}

  private final Map<String, Function<Section, Optional<Source>>> types = new LinkedHashMap<>();

  LoginSourceReader() {
    References references = References.refused();
    Urls urls = new Urls(references);
    OidcReader oidc = new OidcReader(references);
    types.put("entra-oidc", section -> token(new EntraOidcReader(oidc, urls).provider(section)));
    types.put(
        "entra-external-id", section -> token(new ExternalIdReader(oidc, urls).provider(section)));
    types.put("azure-b2c", section -> token(new B2cReader(oidc, urls).provider(section)));
    types.put("oidc", section -> token(new GenericOidcReader(oidc, urls).provider(section)));
    SamlUpstreamReader saml = new SamlUpstreamReader(references, urls, oidc);
    types.put("entra-saml", saml::entraSource);
    types.put("saml", saml::genericSource);
  }

  Optional<Connection> read(Section section) {
    Optional<String> name = section.required("name").flatMap(LoginSourceReader::name);
    Optional<Source> source =
        section
            .required("type")
            .flatMap(node -> node.oneOf(types))
            .flatMap(type -> type.apply(section));
    Optional<ChangedHuman> changedHuman = UpstreamReader.changedHuman(section);
    return section.finish(
        () -> new Connection(name.orElseThrow(), source.orElseThrow(), changedHuman));
  }

  private static Optional<Source> token(Optional<? extends OidcProvider> provider) {
    return provider.map(Source.Oidc::new);
  }

  private static Optional<String> name(Node node) {
    return node.text(
        text -> ConnectionName.isLegal(text) ? Optional.of(text) : Optional.empty(),
        Code.REALM_VALUE_INVALID,
        "A name has 1 to 32 characters a-z 0-9 -, a letter first.");
  }
}
