package org.guestbridge.app.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.guestbridge.app.downstream.saml.AuthnRequestFuzz;
import org.guestbridge.app.downstream.saml.BindingFuzz;
import org.guestbridge.app.downstream.saml.LogoutRequestFuzz;
import org.guestbridge.app.downstream.saml.MetadataFuzz;
import org.guestbridge.app.downstream.saml.XmlFuzz;
import org.guestbridge.app.keys.KeyRingFuzz;
import org.guestbridge.app.login.CookieFuzz;
import org.guestbridge.app.upstream.oidc.CallbackFuzz;
import org.guestbridge.app.upstream.oidc.ClaimsFuzz;
import org.guestbridge.app.upstream.oidc.DiscoveryFuzz;
import org.guestbridge.app.upstream.oidc.KeySetFuzz;
import org.guestbridge.app.upstream.oidc.SignedTokenFuzz;
import org.guestbridge.app.upstream.saml.ProviderMetadataFuzz;
import org.guestbridge.app.upstream.saml.ResponseFuzz;
import org.guestbridge.realm.document.DocumentFormat;

/** Every target by its name. */
final class FuzzTargets {

  private static final Map<String, Supplier<FuzzTarget>> TARGETS = new LinkedHashMap<>();

  static {
    TARGETS.put("xml-gate", XmlFuzz::new);
    TARGETS.put("inflate", InflateFuzz::new);
    TARGETS.put("authn-request", AuthnRequestFuzz::new);
    TARGETS.put("saml-redirect", BindingFuzz::redirect);
    TARGETS.put("saml-post", BindingFuzz::post);
    TARGETS.put("logout-request", LogoutRequestFuzz::new);
    TARGETS.put("sp-metadata", MetadataFuzz::new);
    TARGETS.put("saml-response", ResponseFuzz::new);
    TARGETS.put("idp-metadata", ProviderMetadataFuzz::new);
    TARGETS.put("oidc-callback", CallbackFuzz::new);
    TARGETS.put("id-token", SignedTokenFuzz::new);
    TARGETS.put("id-token-claims", ClaimsFuzz::new);
    TARGETS.put("key-set", KeySetFuzz::new);
    TARGETS.put("discovery", DiscoveryFuzz::new);
    TARGETS.put("cookie", CookieFuzz::sealed);
    TARGETS.put("cookie-content", CookieFuzz::content);
    TARGETS.put("key-ring", KeyRingFuzz::new);
    TARGETS.put("realm-yaml", () -> new RealmFuzz(DocumentFormat.YAML));
    TARGETS.put("realm-json", () -> new RealmFuzz(DocumentFormat.JSON));
    TARGETS.put("identity", IdentityFuzz::new);
    TARGETS.put("template", TemplateFuzz::new);
    TARGETS.put("regex", RegexFuzz::new);
    TARGETS.put("address", AddressFuzz::new);
  }

  private FuzzTargets() {}

  static List<String> names() {
    return List.copyOf(TARGETS.keySet());
  }

  static FuzzTarget named(String name) {
    Supplier<FuzzTarget> target = TARGETS.get(name);
    if (target == null) {
      throw new IllegalArgumentException("there is no target " + name);
    }
    return target.get();
  }
}
