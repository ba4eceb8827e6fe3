package org.guestbridge.simulators.entra;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Entra's discovery document: without {@code code_challenge_methods_supported} and {@code
 * grant_types_supported}, as the real one.
 */
final class DiscoveryDocument {
  private DiscoveryDocument() {}

  /**
   * @param path where the endpoints are
   */
  static Map<String, Object> of(URI authority, TenantPath path, String issuer) {
    String root = authority + path.prefix();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("token_endpoint", authority + path.token());
    document.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_post", "private_key_jwt", "client_secret_basic"));
    document.put("jwks_uri", authority + path.keys());
    document.put("response_modes_supported", List.of("query", "fragment", "form_post"));
    document.put("subject_types_supported", List.of("pairwise"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    document.put(
        "response_types_supported", List.of("code", "id_token", "code id_token", "id_token token"));
    document.put("scopes_supported", List.of("openid", "profile", "email", "offline_access"));
    document.put("issuer", issuer);
    document.put("request_uri_parameter_supported", false);
    document.put("userinfo_endpoint", "https://graph.microsoft.com/oidc/userinfo");
    document.put("authorization_endpoint", authority + path.authorize());
    document.put("device_authorization_endpoint", root + "/oauth2/v2.0/devicecode");
    document.put("http_logout_supported", true);
    document.put("frontchannel_logout_supported", true);
    document.put("end_session_endpoint", authority + path.logout());
    document.put(
        "claims_supported",
        List.of(
            "sub",
            "iss",
            "cloud_instance_name",
            "cloud_instance_host_name",
            "cloud_graph_host_name",
            "msgraph_host",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "acr",
            "nonce",
            "preferred_username",
            "name",
            "tid",
            "ver",
            "at_hash",
            "c_hash",
            "email"));
    document.put("kerberos_endpoint", root + "/kerberos");
    document.put("tenant_region_scope", "EU");
    document.put("cloud_instance_name", "microsoftonline.com");
    document.put("cloud_graph_host_name", "graph.windows.net");
    document.put("msgraph_host", "graph.microsoft.com");
    document.put("rbac_url", "https://pas.windows.net");
    return document;
  }
}
