package org.guestbridge.simulators.atlassian;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Page;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.http.Routes;

/** What an administrator sees and enters, and what tests of another process read and change. */
final class AdminPages {
  private final SimulatedAtlassian atlassian;
  private final Organization organization;

  AdminPages(SimulatedAtlassian atlassian) {
    this.atlassian = atlassian;
    this.organization = atlassian.organization();
  }

  void route(Routes routes) {
    routes
        .get("/admin", request -> page())
        .get("/admin/state.json", request -> Response.json(200, AdminState.of(atlassian)))
        .post("/admin/reset", request -> reset())
        .post("/admin/identity-provider", this::identityProvider)
        .post("/admin/switch", this::change)
        .post("/admin/domain", this::domain);
  }

  private Response page() {
    Page page =
        Page.of("Administration")
            .paragraph("Service provider entity URL: " + atlassian.entityId())
            .paragraph(
                "Service provider assertion consumer service URL: "
                    + atlassian.assertionConsumerService())
            .paragraph(
                "Identity provider: "
                    + atlassian
                        .identityProvider()
                        .map(idp -> idp.entityId() + " at " + idp.ssoUrl())
                        .orElse("not set up"))
            .heading("Accounts")
            .table(
                List.of("Email", "Name", "Internal id", "Account id", "State"),
                organization.accounts().all().stream()
                    .limit(AdminState.MAXIMUM_ACCOUNTS)
                    .map(AdminPages::row)
                    .toList())
            .heading("Logins, newest last")
            .table(
                List.of("#", "NameID", "Outcome", "Detail", "Accepted", "Rejected"),
                organization.logins().stream().map(AdminPages::row).toList())
            .heading("Set up SAML single sign-on")
            .openForm("post", "/admin/identity-provider", Map.of())
            .field("entity_id", "Identity provider Entity ID")
            .field("sso_url", "Identity provider SSO URL")
            .textArea("certificate", "Public x509 certificate")
            .submit("Save SAML configuration")
            .closeForm()
            .openForm("post", "/admin/reset", Map.of())
            .submit("Forget all accounts and logins")
            .closeForm();
    return Response.html(200, page.render());
  }

  private static List<String> row(Account account) {
    return List.of(
        account.email(),
        account.givenName() + " " + account.surname(),
        account.internalId().orElse("-"),
        account.accountId(),
        (account.managed() ? "managed" : "unmanaged")
            + (account.active() ? "" : ", deactivated")
            + (account.singleSignOn() ? "" : ", no SSO"));
  }

  private static List<String> row(Login login) {
    return List.of(
        String.valueOf(login.number()),
        login.nameId().orElse("-"),
        login.failure().map(Enum::name).orElseGet(() -> login.linking().map(Enum::name).orElse("")),
        login.detail(),
        login.accepted().toString(),
        login.rejected().toString());
  }

  private Response reset() {
    atlassian.reset();
    return Response.redirect("/admin");
  }

  private Response identityProvider(Request request) {
    Form form = request.form();
    Optional<String> entityId = form.value("entity_id");
    Optional<String> ssoUrl = form.value("sso_url");
    Optional<String> certificate = form.value("certificate");
    if (entityId.isEmpty() || ssoUrl.isEmpty() || certificate.isEmpty()) {
      return Response.text(400, "entity_id, sso_url and certificate are required");
    }
    try {
      atlassian.configureIdentityProvider(
          entityId.get(), URI.create(ssoUrl.get()), pem(certificate.get()));
    } catch (GeneralSecurityException malformed) {
      return Response.text(400, "certificate: one PEM block with BEGIN and END CERTIFICATE");
    }
    return Response.redirect("/admin");
  }

  private static X509Certificate pem(String text) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /** {@code name=SWITCH} and {@code on=true} or {@code on=false}. */
  private Response change(Request request) {
    Form form = request.form();
    Optional<Switch> name =
        Arrays.stream(Switch.values())
            .filter(known -> form.value("name").equals(Optional.of(known.name())))
            .findFirst();
    Optional<String> on = form.value("on");
    if (name.isEmpty() || on.isEmpty() || !List.of("true", "false").contains(on.get())) {
      return Response.text(
          400, "name must be one of " + Arrays.toString(Switch.values()) + ", on true or false");
    }
    if (on.get().equals("true")) {
      organization.switches().turnOn(name.get());
    } else {
      organization.switches().turnOff(name.get());
    }
    return Response.redirect("/admin");
  }

  /** {@code name=DOMAIN} and {@code state=STATE}. */
  private Response domain(Request request) {
    Form form = request.form();
    Optional<DomainState> state =
        Arrays.stream(DomainState.values())
            .filter(known -> form.value("state").equals(Optional.of(known.name())))
            .findFirst();
    if (form.value("name").isEmpty() || state.isEmpty()) {
      return Response.text(400, "name and state, one of " + Arrays.toString(DomainState.values()));
    }
    organization.domain(form.value("name").get(), state.get());
    return Response.redirect("/admin");
  }
}
