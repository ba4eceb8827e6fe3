package org.guestbridge.app.doctor;

import java.net.URI;
import java.util.List;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpAnswer;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Realm;

/**
 * Asks the broker's SCIM server at its public address without a token, which it has to refuse in
 * its own words: then a proxy passes on what Entra sends. The tokens themselves are known by their
 * digests alone.
 */
final class ScimEndpointCheck implements Check {

  private final Realm realm;
  private final BoundedHttp http;

  ScimEndpointCheck(Realm realm, BoundedHttp http) {
    this.realm = realm;
    this.http = http;
  }

  @Override
  public String name() {
    return "SCIM server";
  }

  @Override
  public List<Finding> run() {
    URI address =
        URI.create(realm.publicUrl() + "/scim/" + realm.id() + "/v2/ServiceProviderConfig");
    try {
      HttpAnswer answer = http.getJson(address);
      return found(
          answer.status() == 401 && isOurs(answer)
              ? Diagnosis.SCIM_SERVER_OK
              : Diagnosis.SCIM_SERVER_FOREIGN,
          "status " + answer.status());
    } catch (RefusalException refusal) {
      return found(
          OidcUpstreamCheck.isTransport(refusal)
              ? Diagnosis.SCIM_SERVER_UNREACHABLE
              : Diagnosis.SCIM_SERVER_FOREIGN,
          OidcUpstreamCheck.seen(refusal));
    }
  }

  private static boolean isOurs(HttpAnswer answer) throws RefusalException {
    return StrictJson.object(answer.requireJson().body(), Code.UPSTREAM_RESPONSE_INVALID)
                .get("detail")
            instanceof String detail
        && detail.startsWith(Code.SCIM_UNAUTHORIZED.text());
  }

  private static List<Finding> found(Diagnosis diagnosis, String seen) {
    return List.of(Finding.of(diagnosis, "provisioning", seen));
  }
}
