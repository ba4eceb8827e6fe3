package org.guestbridge.app.upstream.saml;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.samlxml.AssertionDecryption;
import org.guestbridge.app.samlxml.AssertionMessage;
import org.guestbridge.app.samlxml.IdentityProviderMetadata;
import org.guestbridge.app.samlxml.OutgoingAuthnRequest;
import org.guestbridge.app.samlxml.OwnServiceProvider;
import org.guestbridge.app.samlxml.RedirectQuery;
import org.guestbridge.app.samlxml.ResponseDocument;
import org.guestbridge.app.samlxml.VerifiedResponse;
import org.guestbridge.app.samlxml.XmlGate;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.Departure;
import org.guestbridge.app.upstream.PendingLogin;
import org.guestbridge.app.upstream.UnsolicitedLogin;
import org.guestbridge.app.upstream.UpstreamAnswer;
import org.guestbridge.app.upstream.UpstreamConnection;
import org.guestbridge.app.upstream.VisibleText;
import org.guestbridge.app.upstream.saml.ResponseChecks.Expected;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Credential.ClientCertificate;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.SamlUpstream.Kind;
import org.guestbridge.realm.saml.SamlPerson;

/**
 * Signs people in at one SAML identity provider by the web browser SSO profile (SAML profiles 4.1):
 * the request goes by HTTP-Redirect, the response comes by HTTP-POST. Making one calls nobody;
 * metadata are fetched at the first login. Safe for use by several threads.
 *
 * <p>The order of checks is the package's.
 */
public final class SamlConnection implements UpstreamConnection {

  private static final int ID_BYTES = 20;
  private static final int MAX_HINT_LENGTH = 320;

  private final SamlUpstream upstream;
  private final ServiceProviderSite site;
  private final SamlUpstreamServices services;
  private final IdentityProviderSource source;
  private final Optional<AssertionDecryption> decryption;
  private final ResponseChecks checks;
  private final XmlGate gate = XmlGate.forResponses();

  /** A connection of its own state: what is known of the provider. */
  public SamlConnection(
      SamlUpstream upstream, ServiceProviderSite site, SamlUpstreamServices services) {
    this.upstream = upstream;
    this.site = site;
    this.services = services;
    this.source = IdentityProviderSource.of(upstream, services);
    this.decryption =
        upstream
            .decryption()
            .map(credential -> new AssertionDecryption(credential.key(), services.random()));
    this.checks = new ResponseChecks(upstream.entityId(), site);
  }

  @Override
  public String name() {
    return upstream.name();
  }

  @Override
  public boolean answersByPost() {
    return true;
  }

  /** Builds the request, signed where the realm says so, with a new random id. */
  @Override
  public Departure begin(BeginLogin login) throws RefusalException {
    String signOn = source.current().signOn();
    String id = requestId();
    OutgoingAuthnRequest request =
        new OutgoingAuthnRequest(
            id,
            services.clock().instant(),
            site.entityId(),
            signOn,
            site.acs(),
            login.forceAuthn(),
            nameIdFormat());
    String query =
        upstream.requestSigning()
            ? RedirectQuery.signed(
                request, login.state(), services.signer(), services.signingKeys().get().active())
            : RedirectQuery.of(request, login.state());
    String separator = signOn.indexOf('?') < 0 ? "?" : "&";
    return new Departure(URI.create(signOn + separator + query + hint(login)), id, "");
  }

  @Override
  public VerifiedIdentity complete(UpstreamAnswer answer, PendingLogin pending)
      throws RefusalException {
    ResponseForm form = form(answer);
    if (!form.state().equals(pending.state())) {
      throw new RefusalException(Code.STATE_MISMATCH, "the state is another login's");
    }
    VerifiedResponse response = verified(form);
    checks.check(response, Expected.answerTo(pending), services.clock().instant());
    return identity(response.assertion());
  }

  @Override
  public boolean acceptsUnsolicited() {
    return upstream.unsolicited();
  }

  @Override
  public UnsolicitedLogin completeUnsolicited(UpstreamAnswer answer) throws RefusalException {
    if (!upstream.unsolicited()) {
      return UpstreamConnection.super.completeUnsolicited(answer);
    }
    VerifiedResponse response = verified(form(answer));
    checks.check(response, Expected.UNSOLICITED, services.clock().instant());
    AssertionMessage assertion = response.assertion();
    Instant usableUntil =
        assertion.issueInstant().plus(ResponseChecks.MAX_UNSOLICITED_AGE).plus(ResponseChecks.SKEW);
    return new UnsolicitedLogin(
        identity(assertion), assertion.issuer(), assertion.id(), usableUntil);
  }

  @Override
  public Optional<String> ownMetadata() {
    List<X509Certificate> signing =
        upstream.requestSigning() ? services.signingKeys().get().published() : List.of();
    return Optional.of(
        new OwnServiceProvider(
                site.entityId(),
                site.acs(),
                signing,
                upstream.decryption().map(ClientCertificate::certificate),
                nameIdFormat())
            .write());
  }

  private VerifiedResponse verified(ResponseForm form) throws RefusalException {
    ResponseDocument document = ResponseDocument.read(gate, form.response());
    if (!document.message().success()) {
      throw new RefusalException(Code.UPSTREAM_DENIED, document.message().status());
    }
    try {
      return document.verified(source.current().keys(), decryption);
    } catch (RefusalException refusal) {
      if (refusal.code() != Code.RESPONSE_SIGNATURE) {
        throw refusal;
      }
      // The provider may have rolled its key over: look once, within the source's rate.
      Optional<IdentityProviderMetadata> renewed = source.afterUnknownKey();
      if (renewed.isEmpty()) {
        throw refusal;
      }
      return document.verified(renewed.get().keys(), decryption);
    }
  }

  private VerifiedIdentity identity(AssertionMessage assertion) throws RefusalException {
    Optional<String> nameId = PersistentNameId.of(assertion, upstream.entityId(), site);
    SamlPerson person =
        SamlPerson.read(assertion.attributes(), nameId, upstream.kind(), upstream.entityId());
    Evidence evidence =
        new Evidence.Assertion(upstream.name(), person.account(), assertion.issueInstant());
    return VerifiedIdentity.attested(evidence, person.subject(), person.profile());
  }

  private static ResponseForm form(UpstreamAnswer answer) throws RefusalException {
    if (answer instanceof ResponseForm form) {
      return form;
    }
    throw new RefusalException(Code.CALLBACK_INVALID, "the answer is of another protocol");
  }

  /** Entra's subject is no NameID, and what the request asks for would override Entra's setting. */
  private Optional<String> nameIdFormat() {
    return upstream.kind() instanceof Kind.Generic generic && generic.subjectAttribute().isEmpty()
        ? Optional.of(PersistentNameId.FORMAT)
        : Optional.empty();
  }

  private String hint(BeginLogin login) {
    return upstream.loginHint()
        ? login
            .loginHint()
            .filter(hint -> VisibleText.is(hint, MAX_HINT_LENGTH))
            .map(hint -> "&login_hint=" + URLEncoder.encode(hint, StandardCharsets.UTF_8))
            .orElse("")
        : "";
  }

  private String requestId() {
    byte[] bytes = new byte[ID_BYTES];
    services.random().nextBytes(bytes);
    return "_" + HexFormat.of().formatHex(bytes);
  }
}
