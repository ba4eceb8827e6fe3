package org.guestbridge.simulators.saml.sp;

import java.net.URI;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.simulators.entra.SelfSignedCertificate;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Page;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.http.Routes;
import org.guestbridge.simulators.saml.Credential;
import org.guestbridge.simulators.saml.EnvelopedSigner;
import org.guestbridge.simulators.saml.RedirectBinding;
import org.guestbridge.simulators.saml.Saml;
import org.guestbridge.simulators.saml.SamlElement;
import org.guestbridge.simulators.saml.SamlRefused;
import org.guestbridge.simulators.saml.SamlXml;
import org.w3c.dom.Element;

/**
 * A SAML service provider on 127.0.0.1: {@code /metadata}, {@code /login} starts a login, {@code
 * /acs} and {@code /acs/second} take responses, {@code /logout} starts a logout and {@code /slo}
 * answers one, {@code /state.json} shows what happened.
 */
public final class SimulatedServiceProvider implements AutoCloseable {
  private static final String BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:";
  private static final int MAXIMUM = 1000;

  /** The identity provider as it was entered. */
  record IdentityProvider(
      String entityId, String ssoUrl, Optional<String> sloUrl, X509Certificate certificate) {}

  private final ServiceProviderSettings settings;
  private final LoopbackServer server;
  private final Credential signing;
  private final Credential encryption;
  private final ResponseConsumer consumer;
  private final List<SpLogin> logins = new ArrayList<>();
  private final List<String> logoutMessages = new ArrayList<>();
  private Optional<IdentityProvider> identityProvider = Optional.empty();

  private SimulatedServiceProvider(ServiceProviderSettings settings) {
    this.settings = settings;
    this.server = LoopbackServer.bind(settings.port(), "simulated-sp");
    this.signing = credential("simulated-sp-signing");
    this.encryption = credential("simulated-sp-encryption");
    this.consumer = new ResponseConsumer(settings, entityId(), encryption.privateKey());
    Routes routes = new Routes();
    routes
        .get("/metadata", request -> new SpMetadata(this, settings).answer())
        .get("/login", this::begin)
        .post("/acs", request -> take(request, assertionConsumer()))
        .post("/acs/second", request -> take(request, assertionConsumer() + "/second"))
        .get("/logout", request -> beginLogout())
        .get("/slo", this::singleLogout)
        .get("/state.json", request -> Response.json(200, state()));
    server.serve(routes);
  }

  /** Starts a service provider, which knows no identity provider yet. */
  public static SimulatedServiceProvider start(ServiceProviderSettings settings) {
    return new SimulatedServiceProvider(settings);
  }

  public URI base() {
    return server.base();
  }

  public String entityId() {
    return server.base() + "/metadata";
  }

  /** The first assertion consumer, index 0; index 1 is {@code /acs/second}. */
  public String assertionConsumer() {
    return server.base() + "/acs";
  }

  public String singleLogoutService() {
    return server.base() + "/slo";
  }

  /** Verifies requests and logout messages. */
  public X509Certificate signingCertificate() {
    return signing.certificate();
  }

  /** For whom assertions are encrypted. */
  public X509Certificate encryptionCertificate() {
    return encryption.certificate();
  }

  /** Enters the identity provider, instead of the one before. */
  public synchronized void configureIdentityProvider(
      String entityId, String ssoUrl, Optional<String> sloUrl, X509Certificate certificate) {
    identityProvider = Optional.of(new IdentityProvider(entityId, ssoUrl, sloUrl, certificate));
  }

  /** The newest logins, oldest first. */
  public synchronized List<SpLogin> logins() {
    return List.copyOf(logins);
  }

  /** What became of logout messages that arrived, oldest first: {@code GOOD} or the refusal. */
  public synchronized List<String> logoutMessages() {
    return List.copyOf(logoutMessages);
  }

  @Override
  public void close() {
    server.close();
  }

  /**
   * {@code relay}, {@code index}, {@code force=true} and {@code passive=true} shape the request.
   */
  private Response begin(Request request) {
    Optional<IdentityProvider> idp = idp();
    if (idp.isEmpty()) {
      return Response.text(409, "no identity provider is configured");
    }
    Form query = request.query();
    String id = "_" + UUID.randomUUID();
    String relayState = query.value("relay").orElse("relay-" + UUID.randomUUID());
    consumer.await(id, relayState);
    SamlElement asked = message("AuthnRequest", id, idp.get().ssoUrl());
    asked.attribute("ForceAuthn", query.value("force"));
    asked.attribute("IsPassive", query.value("passive"));
    if (query.value("index").isPresent()) {
      asked.attribute("AssertionConsumerServiceIndex", query.value("index"));
    } else {
      asked.attribute("AssertionConsumerServiceURL", assertionConsumer());
      asked.attribute("ProtocolBinding", BINDING + "HTTP-POST");
    }
    settings
        .nameIdFormat()
        .ifPresent(
            format -> asked.add(Saml.PROTOCOL, "samlp:NameIDPolicy").attribute("Format", format));
    if (!settings.requestByPost()) {
      return Response.redirect(
          redirect(idp.get().ssoUrl(), "SAMLRequest", asked, Optional.of(relayState)));
    }
    new EnvelopedSigner(signing).sign(asked.element());
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("SAMLRequest", SamlXml.encode(asked.write()));
    fields.put("RelayState", relayState);
    return Response.html(
        200,
        Page.of("Working...")
            .openForm("post", idp.get().ssoUrl(), fields)
            .closeFormAndSubmit("Continue")
            .render());
  }

  private Response take(Request request, String address) {
    Optional<IdentityProvider> idp = idp();
    if (idp.isEmpty()) {
      return Response.text(409, "no identity provider is configured");
    }
    SpLogin login = consumer.consume(request.form(), address, idp.get());
    synchronized (this) {
      logins.add(login);
      if (logins.size() > MAXIMUM) {
        logins.remove(0);
      }
    }
    Page page =
        login
            .assertion()
            .map(assertion -> Page.of("Welcome").paragraph(assertion.nameId()))
            .orElseGet(() -> Page.of("Login failed").paragraph(login.outcome()));
    return Response.html(login.accepted() ? 200 : 403, page.render());
  }

  /** Ends the newest session by a signed LogoutRequest. */
  private Response beginLogout() {
    Optional<IdentityProvider> idp = idp();
    Optional<String> address = idp.flatMap(IdentityProvider::sloUrl);
    Optional<SpLogin> newest =
        logins().stream().filter(SpLogin::accepted).reduce((one, next) -> next);
    if (address.isEmpty() || newest.isEmpty()) {
      return Response.text(409, "no session, or no logout address of the identity provider");
    }
    SamlElement asked = message("LogoutRequest", "_" + UUID.randomUUID(), address.get());
    newest
        .get()
        .assertion()
        .ifPresent(
            session -> {
              asked
                  .add(Saml.ASSERTION, "saml:NameID")
                  .attribute("Format", session.nameIdFormat())
                  .attribute("NameQualifier", session.nameQualifier())
                  .attribute("SPNameQualifier", session.spNameQualifier())
                  .text(session.nameId());
              session
                  .sessionIndex()
                  .ifPresent(index -> asked.add(Saml.PROTOCOL, "samlp:SessionIndex").text(index));
            });
    return Response.redirect(redirect(address.get(), "SAMLRequest", asked, Optional.empty()));
  }

  private Response singleLogout(Request request) {
    Form query = request.query();
    Optional<IdentityProvider> idp = idp();
    Optional<String> encoded = query.value("SAMLRequest").or(() -> query.value("SAMLResponse"));
    if (idp.isEmpty() || encoded.isEmpty() || query.repeated().isPresent()) {
      return Response.text(400, "no logout message");
    }
    try {
      RedirectBinding.verify(request.rawQuery(), query, idp.get().certificate().getPublicKey());
      Element root = SamlXml.read(RedirectBinding.inflate(encoded.get())).getDocumentElement();
      log("GOOD");
      if (!Saml.is(root, Saml.PROTOCOL, "LogoutRequest")) {
        return Response.html(200, Page.of("You are logged out").render());
      }
      String address = idp.get().sloUrl().orElse(idp.get().ssoUrl());
      SamlElement answer = message("LogoutResponse", "_" + UUID.randomUUID(), address);
      answer.attribute("InResponseTo", root.getAttribute("ID"));
      answer
          .add(Saml.PROTOCOL, "samlp:Status")
          .add(Saml.PROTOCOL, "samlp:StatusCode")
          .attribute("Value", Saml.SUCCESS);
      return Response.redirect(
          redirect(address, "SAMLResponse", answer, query.value("RelayState")));
    } catch (SamlRefused refusal) {
      log(refusal.reason().name());
      return Response.text(403, refusal.reason().name());
    }
  }

  private SamlElement message(String kind, String id, String destination) {
    SamlElement message =
        SamlElement.root(Saml.PROTOCOL, "samlp:" + kind)
            .attribute("ID", id)
            .attribute("Version", "2.0")
            .attribute(
                "IssueInstant",
                settings.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString())
            .attribute("Destination", destination);
    message.add(Saml.ASSERTION, "saml:Issuer").text(entityId());
    return message;
  }

  private String redirect(
      String address, String parameter, SamlElement message, Optional<String> relayState) {
    Optional<PrivateKey> key = Optional.of(signing.privateKey());
    return RedirectBinding.address(address, parameter, message.write(), relayState, key);
  }

  private Map<String, Object> state() {
    List<Map<String, String>> shown =
        logins().stream()
            .map(
                login ->
                    Map.of(
                        "outcome",
                        login.outcome(),
                        "detail",
                        login.detail(),
                        "nameId",
                        login.assertion().map(assertion -> assertion.nameId()).orElse("")))
            .toList();
    return Map.of("entityId", entityId(), "logins", shown, "logoutMessages", logoutMessages());
  }

  private synchronized Optional<IdentityProvider> idp() {
    return identityProvider;
  }

  private synchronized void log(String outcome) {
    logoutMessages.add(outcome);
    if (logoutMessages.size() > MAXIMUM) {
      logoutMessages.remove(0);
    }
  }

  private Credential credential(String name) {
    SelfSignedCertificate made = SelfSignedCertificate.generate(name, settings.clock().instant());
    return new Credential(made.privateKey(), made.certificate());
  }
}
