package org.guestbridge.app.downstream.saml;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.guestbridge.app.samlxml.AssertionContent;
import org.guestbridge.app.samlxml.AuthnRequestMessage;
import org.guestbridge.app.samlxml.LogoutResponseWriter;
import org.guestbridge.app.samlxml.MetadataContent;
import org.guestbridge.app.samlxml.MetadataWriter;
import org.guestbridge.app.samlxml.ResponseEnvelope;
import org.guestbridge.app.samlxml.ResponseWriter;
import org.guestbridge.app.samlxml.RsaSigner;
import org.guestbridge.app.samlxml.SigningKeys;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.realm.IdpInitiated;
import org.guestbridge.realm.SamlRegistration.Consumer;

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
  private final BindingDecoder<AuthnRequestMessage> decoder = BindingDecoder.ofAuthnRequests();
  private final MessageIds ids = new MessageIds();
  private final AssertionComposer composer = new AssertionComposer(ids);
  private final OutputGuard guard;
  private final ResponseWriter writer;
  private final SingleLogoutService singleLogout;
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
    this.providers = new ServiceProviders(site.downstreams(), clock);
    this.checks = new RequestChecks(site.ssoUrl(), clock);
    this.guard = new OutputGuard(site.domains());
    this.writer = new ResponseWriter(signer, first.active());
    this.keys = keys;
    this.clock = clock;
    this.singleLogout =
        new SingleLogoutService(
            site, providers, keys, new LogoutResponseWriter(signer, first.active()), clock);
    this.metadata = metadataOf(first);
  }

  /** Where downstreams ask for logout. */
  public SingleLogoutService singleLogout() {
    return singleLogout;
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
   * @param request as it was accepted
   * @param authnInstant when the person signed in upstream
   * @throws RefusalException SAML_SP_UNKNOWN or SAML_ACS_UNKNOWN when the realm has dropped the
   *     downstream or its consumer meanwhile; OUTPUT_GUARD
   */
  public PostForm success(AuthnRequest request, ReleasedIdentity identity, Instant authnInstant)
      throws RefusalException {
    ServiceProvider provider = providers.named(request.downstream());
    Consumer consumer = provider.consumer(OptionalInt.of(request.consumer()));
    ResponseEnvelope envelope = envelope(provider, consumer, Optional.of(request.requestId()));
    byte[] xml = asserted(provider, envelope, identity, authnInstant);
    return form(consumer, xml, request.relayState());
  }

  /**
   * Whether a downstream takes a response that it did not ask for; to be asked before anybody is
   * sent to sign in for one.
   *
   * @param relayState as somebody chose it, untrusted; absent for the configured default
   * @throws RefusalException SAML_SP_UNKNOWN, SAML_UNSOLICITED_REFUSED, SAML_RELAY_STATE_REFUSED
   */
  public void requireUnsolicited(String downstream, Optional<String> relayState)
      throws RefusalException {
    unsolicitedRelayState(providers.named(downstream), relayState);
  }

  /**
   * A response that no downstream asked for (SAML profiles 4.1.5): InResponseTo stands nowhere and
   * the default consumer gets it.
   *
   * @param downstream the name of the service provider in the realm file
   * @param relayState as somebody chose it, untrusted: one of those that the realm file lists;
   *     absent for the configured default
   * @param authnInstant when the person signed in upstream
   * @throws RefusalException as {@link #requireUnsolicited}; OUTPUT_GUARD
   */
  public PostForm unsolicited(
      String downstream,
      Optional<String> relayState,
      ReleasedIdentity identity,
      Instant authnInstant)
      throws RefusalException {
    ServiceProvider provider = providers.named(downstream);
    Optional<String> allowed = unsolicitedRelayState(provider, relayState);
    Consumer consumer = provider.registration().defaultConsumer();
    ResponseEnvelope envelope = envelope(provider, consumer, Optional.empty());
    return form(consumer, asserted(provider, envelope, identity, authnInstant), allowed);
  }

  /**
   * The answer that tells a downstream that nobody signed in.
   *
   * @param request as it was accepted
   * @throws RefusalException SAML_SP_UNKNOWN or SAML_ACS_UNKNOWN when the realm has dropped the
   *     downstream or its consumer meanwhile
   */
  public PostForm failure(AuthnRequest request, Code code) throws RefusalException {
    return failure(providers.named(request.downstream()), request, code);
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

  private RequestOutcome judge(ReceivedRequest<AuthnRequestMessage> received)
      throws RefusalException {
    ServiceProvider provider = providers.issuerOf(received.claimed().issuer());
    AuthnRequestMessage message =
        received.trusted(provider, provider.settings().requireSignedRequests());
    Consumer consumer = checks.requireAnswerable(message, provider, received.isSigned());
    AuthnRequest request =
        new AuthnRequest(
            provider.name(),
            consumer.index(),
            message.id(),
            received.relayState(),
            message.forceAuthn());
    Optional<Code> unsupported = checks.unsupported(message, provider);
    if (unsupported.isPresent()) {
      Code code = unsupported.get();
      return new RequestOutcome.Answered(code, provider.name(), failure(provider, request, code));
    }
    return new RequestOutcome.Accepted(request);
  }

  private static Optional<String> unsolicitedRelayState(
      ServiceProvider provider, Optional<String> chosen) throws RefusalException {
    Optional<IdpInitiated> allowed = provider.settings().idpInitiated();
    if (allowed.isEmpty()) {
      throw new RefusalException(
          Code.SAML_UNSOLICITED_REFUSED, "the downstream takes no unsolicited response");
    }
    if (chosen.isPresent() && !allowed.get().allows(chosen.get())) {
      throw new RefusalException(
          Code.SAML_RELAY_STATE_REFUSED, "RelayState is not one of those that the realm lists");
    }
    return chosen.or(() -> allowed.get().defaultRelayState());
  }

  private byte[] asserted(
      ServiceProvider provider,
      ResponseEnvelope envelope,
      ReleasedIdentity identity,
      Instant authnInstant)
      throws RefusalException {
    AssertionContent content =
        composer.compose(provider, identity, envelope.issueInstant(), authnInstant);
    OutputGuard.Expected expected =
        OutputGuard.Expected.of(provider, envelope.destination(), identity);
    return writer.withAssertion(
        keys.get().active(), envelope, content, assertion -> guard.check(assertion, expected));
  }

  private PostForm failure(ServiceProvider provider, AuthnRequest request, Code code)
      throws RefusalException {
    Consumer consumer = provider.consumer(OptionalInt.of(request.consumer()));
    ResponseEnvelope envelope = envelope(provider, consumer, Optional.of(request.requestId()));
    byte[] xml = writer.withStatus(keys.get().active(), envelope, StatusTable.of(code));
    return form(consumer, xml, request.relayState());
  }

  private ResponseEnvelope envelope(
      ServiceProvider provider, Consumer consumer, Optional<String> requestId) {
    return new ResponseEnvelope(
        ids.next(),
        requestId,
        clock.instant(),
        site.entityId(),
        consumer.url().toString(),
        provider.settings().signResponse(),
        provider.registration().encryptionCertificate());
  }

  private static PostForm form(Consumer consumer, byte[] xml, Optional<String> relayState) {
    return new PostForm(consumer.url(), Base64.getEncoder().encodeToString(xml), relayState);
  }

  private Metadata metadataOf(SigningKeys current) {
    MetadataContent content =
        new MetadataContent(
            site.entityId(),
            site.ssoUrl(),
            providers.anyLogsOut() ? Optional.of(site.logoutUrl()) : Optional.empty(),
            current.published(),
            providers.allSign(),
            providers.nameIdFormats());
    return new Metadata(current, MetadataWriter.write(content));
  }

  private record Metadata(SigningKeys keys, String xml) {}
}
