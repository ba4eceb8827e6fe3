package org.guestbridge.simulators.atlassian;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Page;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.http.Routes;

/** The pages that a person sees: start, e-mail first, error, and the way to the product. */
final class LoginPages {
  private static final String CLIENT_ID = "simulated-atlassian";
  private static final String TROUBLE =
      "Hmm... We're having trouble logging you in. Please try again with a different"
          + " authentication method.";

  private final Organization organization;
  private final PendingRequests pending;
  private final AssertionConsumer consumer;
  private final Connection connection;

  LoginPages(
      Organization organization,
      PendingRequests pending,
      AssertionConsumer consumer,
      Connection connection) {
    this.organization = organization;
    this.pending = pending;
    this.consumer = consumer;
    this.connection = connection;
  }

  void route(Routes login, Routes productSite) {
    login
        .get("/", request -> start())
        .get("/login", this::emailFirst)
        .get("/login/start", this::begin)
        .post("/login/callback", this::callback)
        .get("/error", this::error);
    productSite.get("/", request -> productStart()).get("/account", this::account);
  }

  private static Response start() {
    return Response.html(
        200,
        Page.of("Log in to continue")
            .paragraph("This is a simulated Atlassian organization.")
            .openForm("get", "/login", Map.of())
            .field("email", "Enter your email")
            .submit("Continue")
            .closeForm()
            .link("/login/start", "Log in with SSO")
            .link("/admin", "Accounts and logins of this organization")
            .render());
  }

  /** Only an address of a claimed domain whose policy enforces SSO leads to the IdP. */
  private Response emailFirst(Request request) {
    Optional<String> email = request.query().value("email");
    if (email.isEmpty()) {
      return begin(request);
    }
    boolean enforced =
        organization
            .accounts()
            .findByEmail(email.get())
            .map(Account::singleSignOn)
            .orElse(organization.switches().isOn(Switch.DEFAULT_POLICY_ENFORCES_SSO));
    if (organization.domainOf(email.get()) != DomainState.VERIFIED || !enforced) {
      return Response.html(
          200,
          Page.of("Enter your password")
              .paragraph(
                  email.get()
                      + " is not an account of this organization's claimed domains with single"
                      + " sign-on. A real Atlassian asks for a password here and never sends you"
                      + " to the identity provider.")
              .link("/", "Back")
              .render());
    }
    return begin(request);
  }

  /** {@code relay} sets the RelayState, {@code email} the account that is expected back. */
  private Response begin(Request request) {
    Optional<IdentityProvider> idp = connection.identityProvider();
    if (idp.isEmpty()) {
      return Response.html(
          409,
          Page.of("Single sign-on is not set up")
              .paragraph("Enter the identity provider's three values first.")
              .link("/admin", "Set up SAML single sign-on")
              .render());
    }
    Form query = request.query();
    return Response.redirect(
        pending.begin(idp.get(), connection, query.value("relay"), query.value("email")));
  }

  private Response callback(Request request) {
    Login login = consumer.consume(request.query(), request.form());
    if (login.failure().isPresent()) {
      return Response.redirect("/error?" + Form.encode(errorParameters(login.failure().get())));
    }
    return Response.redirect(connection.product() + "/account?login=" + login.number());
  }

  private Map<String, String> errorParameters(LoginFailure failure) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", CLIENT_ID);
    parameters.put("connection", connection.name());
    parameters.put("lang", "");
    parameters.put("error", "access_denied");
    parameters.put("error_description", failure.description());
    parameters.put("tracking", UUID.randomUUID().toString());
    return parameters;
  }

  private Response error(Request request) {
    Form query = request.query();
    return Response.html(
        200,
        Page.of("Trouble logging in")
            .paragraph(TROUBLE)
            .paragraph(
                query.value("error").orElse("")
                    + ": "
                    + query.value("error_description").orElse(""))
            .link("/", "Try again")
            .link("/admin", "Why? (an administrator of a real organization cannot see this)")
            .render());
  }

  private static Response productStart() {
    return Response.html(
        200, Page.of("A product").paragraph("Log in through the organization first.").render());
  }

  private Response account(Request request) {
    Optional<Account> account =
        request
            .query()
            .value("login")
            .filter(number -> number.matches("[0-9]{1,18}"))
            .flatMap(number -> organization.login(Long.parseLong(number)))
            .flatMap(Login::account);
    if (account.isEmpty()) {
      return Response.html(404, Page.of("No such login").render());
    }
    Account of = account.get();
    return Response.html(
        200,
        Page.of("Welcome, " + of.givenName() + " " + of.surname())
            .paragraph("You are logged in as " + of.email() + ".")
            .paragraph("Account " + of.accountId() + (of.managed() ? ", managed" : ""))
            .render());
  }
}
