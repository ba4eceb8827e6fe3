package org.guestbridge.realm.load;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads an upstream that is Azure AD B2C with user flows. */
final class B2cReader {

  private static final Pattern TENANT_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,126})");
  private static final Pattern POLICY = Pattern.compile("[Bb]2[Cc]_1[Aa]?_[A-Za-z0-9_-]{1,120}");

  private static final OidcReader.Defaults DEFAULTS =
      new OidcReader.Defaults(
          List.of("openid"), List.of("openid"), Upstream.ResponseMode.FORM_POST, true);

  private final OidcReader oidc;
  private final Urls urls;

  B2cReader(OidcReader oidc, Urls urls) {
    this.oidc = oidc;
    this.urls = urls;
  }

  Optional<Upstream> read(String name, Section section) {
    Optional<OidcProvider.B2c> tokens = provider(section);
    Optional<String> tenantName = section.optional("tenantName").flatMap(this::tenantName);
    Optional<String> reset = section.optional("passwordReset").flatMap(this::policy);
    section
        .optional("passwordReset")
        .filter(node -> tokens.isPresent() && reset.filter(tokens.get()::accepts).isPresent())
        .ifPresent(
            node ->
                node.report(
                    Code.REALM_VALUE_INVALID, "A policy to reset passwords signs nobody in."));
    Optional<OidcProvider.B2c> provider =
        tokens.map(
            read ->
                new OidcProvider.B2c(
                    read.authority(),
                    tenantName.orElse(read.tenantName()),
                    read.tenant(),
                    read.policies(),
                    reset));
    return oidc.read(name, section, provider, DEFAULTS);
  }

  /** Whose tokens they are, without what only addresses have. */
  Optional<OidcProvider.B2c> provider(Section section) {
    Optional<URI> authority = section.required("authority").flatMap(urls::base);
    Optional<UUID> tenant = section.required("tenant").flatMap(oidc::tenant);
    Optional<List<String>> policies = section.required("policies").flatMap(this::policies);
    return authority.isPresent() && tenant.isPresent() && policies.isPresent()
        ? Optional.of(
            new OidcProvider.B2c(
                authority.get(),
                tenant.get().toString(),
                tenant.get(),
                policies.get(),
                Optional.empty()))
        : Optional.empty();
  }

  private Optional<String> tenantName(Node node) {
    return oidc.matching(
        node, TENANT_NAME, "Give the tenant's domain, such as fabrikam.onmicrosoft.com.");
  }

  private Optional<List<String>> policies(Node node) {
    return OidcReader.filled(node, this::policy);
  }

  private Optional<String> policy(Node node) {
    return oidc.matching(node, POLICY, "Give a user flow's name, such as B2C_1_susi.");
  }
}
