package org.guestbridge.simulators.saml.idp;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.http.Routes;
import org.guestbridge.simulators.saml.EncryptionTarget;

/**
 * The controls of an identity provider in another process, below a prefix: {@code state.json}
 * reads, {@code fault}, {@code keys} and {@code service-provider} change, {@code start} begins a
 * login without a request, {@code logout} a logout.
 */
public final class IdpControl {
  private final SamlIdp idp;

  private IdpControl(SamlIdp idp) {
    this.idp = idp;
  }

  /** Adds the controls below a prefix that ends without a slash. */
  public static void route(Routes routes, String prefix, SamlIdp idp) {
    IdpControl control = new IdpControl(idp);
    routes
        .get(prefix + "/state.json", request -> Response.json(200, control.state()))
        .post(prefix + "/fault", control::fault)
        .post(prefix + "/keys", control::keys)
        .post(prefix + "/service-provider", control::serviceProvider)
        .get(prefix + "/start", idp::unsolicited)
        .get(prefix + "/logout", idp::startLogout);
  }

  private Map<String, Object> state() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("issuer", idp.profile().issuer());
    state.put("endpoint", idp.profile().endpoint());
    state.put("serviceProviders", idp.serviceProviders());
    state.put("publishedCertificates", idp.keys().published().size());
    state.put("pendingFaults", idp.faults().pending());
    state.put("requests", idp.log().requests());
    state.put("logoutMessages", idp.log().logoutMessages());
    return state;
  }

  /** {@code fault=NAME}, and {@code times=N} or {@code times=always}. */
  private Response fault(Request request) {
    Form form = request.form();
    Optional<SamlFault> fault =
        Arrays.stream(SamlFault.values())
            .filter(known -> form.value("fault").equals(Optional.of(known.name())))
            .findFirst();
    if (fault.isEmpty()) {
      return Response.text(400, "fault must be one of " + Arrays.toString(SamlFault.values()));
    }
    String times = form.value("times").orElse("1");
    if (times.equals("always")) {
      idp.faults().untilCleared(fault.get());
    } else {
      idp.faults().next(fault.get(), Integer.parseInt(times));
    }
    return Response.text(200, "ordered");
  }

  /** {@code action}: announce, roll-over, roll-over-silently, publish or withdraw-old. */
  private Response keys(Request request) {
    switch (request.form().value("action").orElse("")) {
      case "announce" -> idp.keys().announceNext();
      case "roll-over" -> idp.keys().rollOver();
      case "roll-over-silently" -> idp.keys().rollOverSilently();
      case "publish" -> idp.keys().publish();
      case "withdraw-old" -> idp.keys().withdrawOld();
      default -> {
        return Response.text(
            400, "action: announce, roll-over, roll-over-silently, publish or withdraw-old");
      }
    }
    return Response.text(200, "done");
  }

  /**
   * {@code entity_id}, {@code acs} with one address a line; and if wanted {@code logout_url},
   * {@code signatures}, {@code request_certificate} and {@code encryption_certificate} as PEM.
   */
  private Response serviceProvider(Request request) {
    Form form = request.form();
    Optional<String> entityId = form.value("entity_id");
    List<String> consumers = form.value("acs").stream().flatMap(String::lines).toList();
    if (entityId.isEmpty() || consumers.isEmpty()) {
      return Response.text(400, "entity_id and acs are required");
    }
    RegisteredServiceProvider registered =
        RegisteredServiceProvider.of(entityId.get(), consumers.toArray(String[]::new));
    Optional<String> logoutUrl = form.value("logout_url");
    Optional<String> signatures = form.value("signatures");
    Optional<String> requests = form.value("request_certificate");
    Optional<String> encryption = form.value("encryption_certificate");
    if (logoutUrl.isPresent()) {
      registered = registered.withSingleLogout(logoutUrl.get());
    }
    if (signatures.isPresent()) {
      registered =
          registered.withSignatures(RegisteredServiceProvider.Signatures.valueOf(signatures.get()));
    }
    if (requests.isPresent()) {
      registered = registered.withSignedRequests(pem(requests.get()));
    }
    if (encryption.isPresent()) {
      registered = registered.withEncryption(EncryptionTarget.of(pem(encryption.get())));
    }
    idp.register(registered);
    return Response.text(200, "registered");
  }

  private static X509Certificate pem(String text) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException malformed) {
      throw new IllegalArgumentException("not a PEM certificate", malformed);
    }
  }
}
