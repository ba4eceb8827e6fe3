package org.guestbridge.simulators.saml.idp;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.SignInPage;
import org.guestbridge.simulators.http.FaultOrders;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Page;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.saml.Credential;
import org.guestbridge.simulators.saml.RedirectBinding;
import org.guestbridge.simulators.saml.Saml;
import org.guestbridge.simulators.saml.SamlRefused;
import org.guestbridge.simulators.saml.SamlXml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A SAML identity provider: takes requests by HTTP-Redirect and HTTP-POST, asks who signs in, and
 * posts the response to a registered assertion consumer. Safe for use by several threads.
 */
public final class SamlIdp {
  private static final String POST_BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
  private static final int MAXIMUM_PENDING = 10_000;

  private final IdpProfile profile;
  private final SignInPage page;
  private final IdpKeys keys;
  private final FaultOrders<SamlFault> faults = new FaultOrders<>(SamlFault.class);
  private final IdpLog log = new IdpLog();
  private final ResponseFactory responses;
  private final IdpLogout logout;
  private final IdpMetadata metadata;
  private final RegisteredServiceProviders serviceProviders;
  private final Map<String, SignIn> pending = new LinkedHashMap<>();

  public SamlIdp(
      IdpProfile profile, SignInPage page, Supplier<Credential> keyGenerator, Clock clock) {
    this.profile = profile;
    this.page = page;
    this.keys = new IdpKeys(keyGenerator);
    this.serviceProviders = new RegisteredServiceProviders(profile);
    this.responses = new ResponseFactory(profile, keys, faults, clock);
    this.logout = new IdpLogout(profile, keys, faults, clock);
    this.metadata = new IdpMetadata(profile, keys, faults, clock);
  }

  /** Registers a service provider, instead of the one with the same entity id. */
  public SamlIdp register(RegisteredServiceProvider serviceProvider) {
    serviceProviders.register(serviceProvider);
    return this;
  }

  /** The registered service providers' entity ids. */
  public List<String> serviceProviders() {
    return serviceProviders.entityIds();
  }

  public IdpProfile profile() {
    return profile;
  }

  public FaultOrders<SamlFault> faults() {
    return faults;
  }

  public IdpKeys keys() {
    return keys;
  }

  public IdpLog log() {
    return log;
  }

  /** Answers the endpoint for authentication and logout, by GET and POST. */
  public Response endpoint(Request request) {
    Form form = request.method().equals("POST") ? request.form() : request.query();
    try {
      return form.value("sim_request").isPresent() ? chosen(request, form) : message(request, form);
    } catch (SamlRefused malformed) {
      return refused(profile.unreadable(malformed.reason() + " " + malformed.detail()));
    } catch (RequestRefused refusal) {
      return refused(refusal.text());
    }
  }

  /**
   * Starts a login that nobody asked for: {@code sp} is a registered entity id, {@code relay} the
   * RelayState, {@code sim_person} who signs in.
   */
  public Response unsolicited(Request request) {
    Form query = request.query();
    Optional<RegisteredServiceProvider> serviceProvider =
        serviceProviders.find(query.value("sp").orElse(""));
    if (serviceProvider.isEmpty()) {
      return refused(profile.unknownServiceProvider(query.value("sp").orElse("")));
    }
    SignIn signIn =
        new SignIn(
            serviceProvider.get(),
            serviceProvider.get().assertionConsumers().get(0),
            Optional.empty(),
            query.value("relay"));
    return begin(request, query, signIn);
  }

  /** Sends the newest session's logout request to the service provider named by {@code sp}. */
  public Response startLogout(Request request) {
    String entityId = request.query().value("sp").orElse("");
    Optional<IdpLog.IdpSession> session = log.session(entityId);
    Optional<String> address =
        serviceProviders.find(entityId).flatMap(RegisteredServiceProvider::singleLogout);
    if (session.isEmpty() || address.isEmpty()) {
      return refused("no session, or no logout address, of " + entityId);
    }
    return Response.redirect(
        logout.request(address.get(), session.get().name(), session.get().sessionIndex()));
  }

  /** The metadata with the published certificates. */
  public Response metadata(IdpMetadata.Style style) {
    return metadata(style, keys.published());
  }

  /** The metadata with other certificates. */
  public Response metadata(IdpMetadata.Style style, List<X509Certificate> certificates) {
    return metadata.answer(style, certificates);
  }

  private Response message(Request request, Form form) throws SamlRefused, RequestRefused {
    Optional<String> repeated = form.repeated();
    if (repeated.isPresent()) {
      throw RequestRefused.onPage(profile.unreadable("repeated parameter " + repeated.get()));
    }
    boolean asked = form.value("SAMLRequest").isPresent();
    Optional<String> encoded = form.value("SAMLRequest").or(() -> form.value("SAMLResponse"));
    if (encoded.isEmpty() || (asked && form.has("SAMLResponse"))) {
      throw RequestRefused.onPage(
          profile.unreadable("exactly one of SAMLRequest and SAMLResponse must be present"));
    }
    boolean redirect = request.method().equals("GET");
    Document document =
        redirect
            ? SamlXml.read(RedirectBinding.inflate(encoded.get()))
            : SamlXml.decode(encoded.get());
    Element root = document.getDocumentElement();
    if (asked && Saml.is(root, Saml.PROTOCOL, "AuthnRequest")) {
      log.request(SamlXml.write(root));
      return authenticate(request, form, root);
    }
    boolean logoutMessage =
        Saml.is(root, Saml.PROTOCOL, asked ? "LogoutRequest" : "LogoutResponse");
    if (!logoutMessage) {
      throw RequestRefused.onPage(profile.unreadable("an unexpected " + root.getTagName()));
    }
    log.logoutMessage(SamlXml.write(root));
    return asked
        ? answerLogout(request, form, root)
        : Response.html(200, Page.of("You signed out of your account").render());
  }

  private Response authenticate(Request request, Form form, Element root)
      throws SamlRefused, RequestRefused {
    AuthnRequest asked = AuthnRequest.read(root);
    RegisteredServiceProvider serviceProvider = serviceProviders.known(asked.issuer());
    serviceProvider.verify(request, form, root);
    String consumer = serviceProviders.consumer(asked, serviceProvider);
    SignIn signIn =
        new SignIn(serviceProvider, consumer, Optional.of(asked), form.value("RelayState"));
    try {
      if (asked.protocolBinding().isPresent()
          && !asked.protocolBinding().get().equals(POST_BINDING)) {
        throw RequestRefused.withStatus(
            "Requester", "UnsupportedBinding", "Responses go by HTTP-POST alone.");
      }
      profile.check(asked);
      return begin(request, form, signIn);
    } catch (RequestRefused refusal) {
      return refuse(signIn, refusal);
    }
  }

  private Response begin(Request request, Form form, SignIn signIn) {
    try {
      Optional<Person> person = page.whoSignsIn(request, form);
      if (person.isPresent()) {
        return answer(signIn, person.get());
      }
      if (signIn.request().map(AuthnRequest::passive).orElse(false)) {
        throw RequestRefused.withStatus(
            "Responder", "NoPassive", "Silent sign-in was asked, but nobody signed in.");
      }
      return page.ask(request.path(), Map.of("sim_request", remember(signIn)), true);
    } catch (RequestRefused refusal) {
      return refuse(signIn, refusal);
    }
  }

  private Response chosen(Request request, Form form) throws RequestRefused {
    Optional<SignIn> signIn = take(form.value("sim_request").orElse(""));
    if (signIn.isEmpty()) {
      throw RequestRefused.onPage(profile.unreadable("this login was answered before"));
    }
    try {
      if (form.value(SignInPage.CANCEL).isPresent()) {
        throw RequestRefused.withStatus(
            "Responder", "AuthnFailed", "AADSTS50125: The user cancelled the sign-in.");
      }
      Optional<Person> person = page.whoSignsIn(request, form);
      return person.isPresent()
          ? answer(signIn.get(), person.get())
          : page.ask(request.path(), Map.of("sim_request", remember(signIn.get())), true);
    } catch (RequestRefused refusal) {
      return refuse(signIn.get(), refusal);
    }
  }

  private Response answer(SignIn signIn, Person person) throws RequestRefused {
    switch (person.outcome()) {
      case SUCCEEDS -> {}
      case DECLINES_CONSENT ->
          throw RequestRefused.withStatus(
              "Responder", "AuthnFailed", "AADSTS65004: User declined to consent.");
      case NOT_ASSIGNED ->
          throw RequestRefused.onPage(
              "AADSTS50105: The user is not assigned to a role for the application.");
      case DISABLED -> throw RequestRefused.onPage("AADSTS50057: The user account is disabled.");
    }
    Optional<String> previous = log.lastResponse();
    if (previous.isPresent() && faults.take(SamlFault.REPLAY)) {
      return post(signIn, previous.get());
    }
    ResponseFactory.Issued issued = responses.success(signIn, person);
    log.response(issued.xml());
    if (issued.name().isPresent() && issued.sessionIndex().isPresent()) {
      log.session(
          signIn.serviceProvider().entityId(), issued.name().get(), issued.sessionIndex().get());
    }
    return post(signIn, issued.xml());
  }

  private Response refuse(SignIn signIn, RequestRefused refusal) {
    if (refusal.status().isEmpty()) {
      return refused(refusal.text());
    }
    return post(signIn, responses.refusal(signIn, refusal.status().get()).xml());
  }

  private Response post(SignIn signIn, String xml) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("SAMLResponse", SamlXml.encode(xml));
    signIn.relayState().ifPresent(value -> fields.put("RelayState", value));
    if (faults.take(SamlFault.WRONG_RELAY_STATE)) {
      fields.put("RelayState", "another-logins-relay-state");
    }
    if (faults.take(SamlFault.MISSING_RELAY_STATE)) {
      fields.remove("RelayState");
    }
    return Response.html(
        200,
        Page.of("Working...")
            .openForm("post", signIn.assertionConsumer(), fields)
            .closeFormAndSubmit("Continue")
            .render());
  }

  private Response answerLogout(Request request, Form form, Element root)
      throws SamlRefused, RequestRefused {
    RegisteredServiceProvider serviceProvider =
        serviceProviders.known(Saml.text(Saml.required(root, Saml.ASSERTION, "Issuer")));
    serviceProvider.verify(request, form, root);
    Saml.required(root, Saml.ASSERTION, "NameID");
    String id = root.getAttribute("ID");
    Optional<String> address = serviceProvider.singleLogout();
    if (id.isEmpty() || address.isEmpty()) {
      throw RequestRefused.onPage(profile.unreadable("no ID, or no registered logout address"));
    }
    return Response.redirect(logout.response(address.get(), id, form.value("RelayState")));
  }

  private String remember(SignIn signIn) {
    String key = UUID.randomUUID().toString();
    synchronized (pending) {
      pending.put(key, signIn);
      if (pending.size() > MAXIMUM_PENDING) {
        pending.remove(pending.keySet().iterator().next());
      }
    }
    return key;
  }

  private Optional<SignIn> take(String key) {
    synchronized (pending) {
      return Optional.ofNullable(pending.remove(key));
    }
  }

  private static Response refused(String text) {
    return Response.html(
        400, Page.of("Sorry, but we're having trouble signing you in.").paragraph(text).render());
  }
}
