package org.guestbridge.app.downstream.saml;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.guestbridge.app.samlxml.LogoutRequestMessage;
import org.guestbridge.app.samlxml.LogoutResponseEnvelope;
import org.guestbridge.app.samlxml.LogoutResponseWriter;
import org.guestbridge.app.samlxml.SigningKey;
import org.guestbridge.app.samlxml.SigningKeys;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlRegistration.Binding;
import org.guestbridge.realm.SamlRegistration.SingleLogout;

/**
 * Answers the logout requests of downstreams (SAML profiles 4.4).
 *
 * <p>The broker keeps no session, so nothing is left to end and the answer is always Success: after
 * it, no session of the broker's exists. For the same reason whom the request names is not looked
 * up, and the answer tells nothing about anybody. Whether the browser goes through the upstream's
 * logout first is the login transaction's question.
 *
 * <p>A request is checked in this order: parameters and sizes, encoding, XML, grammar, service
 * provider, whether it may ask, signature, destination, age. It must be signed: the profile says so
 * for a request that comes through a browser (4.4.4.1). Whether it was used before is the caller's
 * question to the ledger.
 */
public final class SingleLogoutService {

  private final SamlSite site;
  private final ServiceProviders providers;
  private final Supplier<SigningKeys> keys;
  private final LogoutResponseWriter writer;
  private final InstantSource clock;
  private final Addressing addressing;
  private final BindingDecoder<LogoutRequestMessage> decoder = BindingDecoder.ofLogoutRequests();
  private final MessageIds ids = new MessageIds();

  SingleLogoutService(
      SamlSite site,
      ServiceProviders providers,
      Supplier<SigningKeys> keys,
      LogoutResponseWriter writer,
      InstantSource clock) {
    this.site = site;
    this.providers = providers;
    this.keys = keys;
    this.writer = writer;
    this.clock = clock;
    this.addressing = new Addressing(site.logoutUrl(), clock);
  }

  /**
   * Whether the query or body carries a response. The broker asks nobody for logout, so there is
   * nothing that such a message could answer, and it is not read.
   *
   * @param rawParameters undecoded
   * @throws RefusalException SAML_PARAMETERS_AMBIGUOUS or SAML_REQUEST_OVERSIZED
   */
  public boolean isResponse(String rawParameters) throws RefusalException {
    FormParameters parameters = FormParameters.read(rawParameters, BindingDecoder.MAX_BODY);
    return parameters.has(FormParameters.SAML_RESPONSE)
        && !parameters.has(FormParameters.SAML_REQUEST);
  }

  /**
   * Reads a request of the HTTP-Redirect binding.
   *
   * @param rawQuery the query as it stood in the request line, undecoded
   * @throws RefusalException when the sender is not proven; a page, never an answer
   */
  public LogoutRequest readRedirect(String rawQuery) throws RefusalException {
    return judge(decoder.redirect(rawQuery));
  }

  /**
   * Reads a request of the HTTP-POST binding.
   *
   * @param rawFormBody the body as it came, undecoded
   * @throws RefusalException when the sender is not proven; a page, never an answer
   */
  public LogoutRequest readPost(String rawFormBody) throws RefusalException {
    return judge(decoder.post(rawFormBody));
  }

  /**
   * The signed answer.
   *
   * @throws RefusalException SAML_SP_UNKNOWN or SAML_LOGOUT_UNSUPPORTED when the realm has changed
   *     meanwhile
   */
  public LogoutAnswer answer(LogoutRequest request) throws RefusalException {
    return answer(request.downstream(), request.requestId(), request.relayState());
  }

  /**
   * The signed answer to a request of which no more is left.
   *
   * @param downstream who asked, by the name in the realm file
   * @param requestId what the answer's InResponseTo says
   * @param relayState verbatim
   * @throws RefusalException as {@link #answer(LogoutRequest)}
   */
  public LogoutAnswer answer(String downstream, String requestId, Optional<String> relayState)
      throws RefusalException {
    SingleLogout service = serviceOf(providers.named(downstream));
    SigningKey key = keys.get().active();
    LogoutResponseEnvelope envelope =
        new LogoutResponseEnvelope(
            ids.next(), requestId, clock.instant(), site.entityId(), service.url().toString());
    if (service.binding() == Binding.POST) {
      String response = Base64.getEncoder().encodeToString(writer.post(key, envelope));
      return new LogoutAnswer.Post(downstream, new PostForm(service.url(), response, relayState));
    }
    String query = writer.redirect(key, envelope, relayState);
    String separator = service.url().getRawQuery() == null ? "?" : "&";
    return new LogoutAnswer.Redirect(URI.create(service.url() + separator + query));
  }

  private LogoutRequest judge(ReceivedRequest<LogoutRequestMessage> received)
      throws RefusalException {
    ServiceProvider provider = providers.issuerOf(received.claimed().issuer());
    serviceOf(provider);
    LogoutRequestMessage message = received.trusted(provider, true);
    addressing.check(message, true);
    checkValidity(message);
    return new LogoutRequest(
        provider.name(),
        provider.entityId(),
        message.id(),
        received.relayState(),
        message.issueInstant().plus(Addressing.MAX_AGE));
  }

  private void checkValidity(LogoutRequestMessage message) throws RefusalException {
    Optional<Instant> end = message.notOnOrAfter();
    if (end.isPresent() && !clock.instant().isBefore(end.get().plus(Addressing.MAX_AHEAD))) {
      throw new RefusalException(Code.SAML_REQUEST_STALE, "NotOnOrAfter has passed");
    }
  }

  private static SingleLogout serviceOf(ServiceProvider provider) throws RefusalException {
    return provider
        .registration()
        .singleLogout()
        .orElseThrow(
            () ->
                new RefusalException(
                    Code.SAML_LOGOUT_UNSUPPORTED, "the downstream has no singleLogout"));
  }
}
