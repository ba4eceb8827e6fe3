package org.guestbridge.app.downstream.saml;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.guestbridge.app.samlxml.AssertionContent;
import org.guestbridge.app.samlxml.AuthnRequestMessage;
import org.guestbridge.app.samlxml.MetadataContent;
import org.guestbridge.app.samlxml.MetadataWriter;
import org.guestbridge.app.samlxml.ResponseEnvelope;
import org.guestbridge.app.samlxml.ResponseWriter;
import org.guestbridge.app.samlxml.RsaSigner;
import org.guestbridge.app.samlxml.SigningKeys;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;

/**
 * The broker as SAML identity provider of one realm. Immutable but for the keys, which the supplier
 * may exchange at any time; thread-safe.
 *
 * <p>A request is checked in this order, and the first failed check decides: parameters and sizes,
 * encoding, XML, grammar, service provider, signature, destination, age, consumer, binding. Up to
 * there a refusal is a {@link RefusalException}: the sender is not proven and hears nothing. After
 * that subject, NameIDPolicy, authentication context and IsPassive are refused by an answer.
 */
public final class SamlIdentityProvider {

  private final SamlSite site;
  private final ServiceProviders providers;
  private final RequestChecks checks;
  private final BindingDecoder decoder = new BindingDecoder();
  private final MessageIds ids = new MessageIds();
  private final AssertionComposer composer = new AssertionComposer(ids);
  private final OutputGuard guard;
  private final ResponseWriter writer;
  private final Supplier<SigningKeys> keys;
  private final InstantSource clock;
  private volatile Metadata metadata;

  /**
   * The identity provider of a realm.
   *
   * @param keys the key to sign with now and the certificates to announce; asked anew for every
   *     message, so it answers at once, and with the same object as long as nothing changed
   */
  public SamlIdentityProvider(
      SamlSite site, Supplier<SigningKeys> keys, RsaSigner signer, InstantSource clock) {
    SigningKeys first = keys.get();
    this.site = site;
    this.providers = new ServiceProviders(site.downstreams());
    this.checks = new RequestChecks(site.ssoUrl(), clock);
    this.guard = new OutputGuard(site.domains());
    this.writer = new ResponseWriter(signer, first.active());
    this.keys = keys;
    this.clock = clock;
    this.metadata = metadataOf(first);
  }

  /**
   * Reads a request of the HTTP-Redirect binding.
   *
   * @param rawQuery the query as it stood in the request line, undecoded
   * @throws RefusalException when the sender is not proven; a page, never an answer
   */
  public RequestOutcome readRedirect(String rawQuery) throws RefusalException {
    return judge(decoder.redirect(rawQuery));
  }

  /**
   * Reads a request of the HTTP-POST binding.
   *
   * @param rawFormBody the body as it came, undecoded
   * @throws RefusalException when the sender is not proven; a page, never an answer
   */
  public RequestOutcome readPost(String rawFormBody) throws RefusalException {
    return judge(decoder.post(rawFormBody));
  }

  /**
   * The answer that tells a downstream of a person.
   *
   * @param authnInstant when the person signed in upstream
   * @throws RefusalException SAML_SP_UNKNOWN when the downstream was dropped meanwhile;
   *     OUTPUT_GUARD
   */
  public PostForm success(
      String downstream,
      String requestId,
      Optional<String> relayState,
      ReleasedIdentity identity,
      Instant authnInstant)
      throws RefusalException {
    ServiceProvider provider = providers.named(downstream);
    ResponseEnvelope envelope = envelope(provider, requestId);
    AssertionContent content =
        composer.compose(provider, identity, envelope.issueInstant(), authnInstant);
    OutputGuard.Expected expected = OutputGuard.Expected.of(provider, identity);
    byte[] xml =
        writer.withAssertion(
            keys.get().active(), envelope, content, assertion -> guard.check(assertion, expected));
    return form(provider, xml, relayState);
  }

  /**
   * The answer that tells a downstream that nobody signed in.
   *
   * @throws RefusalException SAML_SP_UNKNOWN when the downstream was dropped meanwhile
   */
  public PostForm failure(
      String downstream, String requestId, Optional<String> relayState, Code code)
      throws RefusalException {
    return failure(providers.named(downstream), requestId, relayState, code);
  }

  /** The metadata document; the same text as long as the keys are the same. */
  public String metadata() {
    SigningKeys current = keys.get();
    Metadata known = metadata;
    if (!known.keys().equals(current)) {
      known = metadataOf(current);
      metadata = known;
    }
    return known.xml();
  }

  private RequestOutcome judge(ReceivedRequest received) throws RefusalException {
    ServiceProvider provider = providers.issuerOf(received.claimed().issuer());
    AuthnRequestMessage message = trusted(received, provider);
    checks.requireAnswerable(message, provider, received.isSigned());
    Optional<Code> unsupported = checks.unsupported(message, provider);
    if (unsupported.isPresent()) {
      Code code = unsupported.get();
      PostForm answer = failure(provider, message.id(), received.relayState(), code);
      return new RequestOutcome.Answered(code, provider.name(), answer);
    }
    return new RequestOutcome.Accepted(
        new AuthnRequest(
            provider.name(), message.id(), received.relayState(), message.forceAuthn()));
  }

  /** A signature that is there is checked, whether required or not (SAML profiles 4.1.4.1). */
  private static AuthnRequestMessage trusted(ReceivedRequest received, ServiceProvider provider)
      throws RefusalException {
    if (!received.isSigned()) {
      if (provider.settings().requireSignedRequests()) {
        throw new RefusalException(Code.SAML_SIGNATURE_REQUIRED, "the request is not signed");
      }
      return received.claimed();
    }
    if (provider.keys().isEmpty()) {
      throw new RefusalException(
          Code.SAML_SIGNATURE_UNVERIFIABLE, "no certificate is configured for the downstream");
    }
    AuthnRequestMessage message = received.verified(provider.keys());
    if (!message.issuer().equals(provider.entityId())) {
      throw new RefusalException(Code.SAML_SIGNATURE_INVALID, "another issuer was signed");
    }
    return message;
  }

  private PostForm failure(
      ServiceProvider provider, String requestId, Optional<String> relayState, Code code) {
    byte[] xml =
        writer.withStatus(keys.get().active(), envelope(provider, requestId), StatusTable.of(code));
    return form(provider, xml, relayState);
  }

  private ResponseEnvelope envelope(ServiceProvider provider, String requestId) {
    return new ResponseEnvelope(
        ids.next(),
        requestId,
        clock.instant(),
        site.entityId(),
        provider.acs(),
        provider.settings().signResponse());
  }

  private static PostForm form(ServiceProvider provider, byte[] xml, Optional<String> relayState) {
    return new PostForm(
        provider.settings().acs(), Base64.getEncoder().encodeToString(xml), relayState);
  }

  private Metadata metadataOf(SigningKeys current) {
    MetadataContent content =
        new MetadataContent(
            site.entityId(), site.ssoUrl(), current.published(), providers.allSign());
    return new Metadata(current, MetadataWriter.write(content));
  }

  private record Metadata(SigningKeys keys, String xml) {}
}
