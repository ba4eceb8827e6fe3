package org.guestbridge.app.downstream.saml;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.core.problem.RefusalException;

/**
 * A whole request as a browser brings it. What is accepted is the configured provider's, and its
 * RelayState is within the limit; what is answered is answered at the configured address only.
 */
public final class BindingFuzz implements FuzzTarget {

  private static final int MAX_RELAY_STATE = 512;

  private final SamlIdentityProvider provider = Fixture.open();
  private final boolean post;

  private BindingFuzz(boolean post) {
    this.post = post;
  }

  public static BindingFuzz redirect() {
    return new BindingFuzz(false);
  }

  public static BindingFuzz post() {
    return new BindingFuzz(true);
  }

  @Override
  public List<byte[]> seeds() {
    String request = encoded(RequestXml.valid());
    return Require.seeds(
        request,
        request + "&RelayState=https%3A%2F%2Fexample.atlassian.net%2f+x",
        "other=1&" + request + "&RelayState=",
        encoded(RequestXml.valid().with("IsPassive", "true")) + "&RelayState=%C3%A9",
        request + "&SAMLEncoding=urn%3Aoasis",
        request + "&SigAlg=a&Signature=AAAA",
        request + "&" + request,
        request + "&RelayState=" + "x".repeat(MAX_RELAY_STATE + 1),
        "SAML%52equest=x",
        "SAMLRequest=%zz&samlrequest=1",
        "SAMLResponse=PHg%2B",
        encoded(RequestXml.valid().with("AssertionConsumerServiceURL", "https://evil.example/")),
        "");
  }

  @Override
  public void read(byte[] input) throws Exception {
    String raw = new String(input, StandardCharsets.UTF_8);
    RequestOutcome outcome = post ? provider.readPost(raw) : provider.readRedirect(raw);
    if (outcome instanceof RequestOutcome.Accepted accepted) {
      AuthnRequest request = accepted.request();
      Require.that(request.downstream().equals("atlassian"), "the request is a configured one's");
      Require.that(!request.requestId().isEmpty(), "there is an id to answer");
      int length =
          request.relayState().map(s -> s.getBytes(StandardCharsets.UTF_8).length).orElse(0);
      Require.that(length <= MAX_RELAY_STATE, "RelayState is within its limit");
    } else {
      RequestOutcome.Answered answered = (RequestOutcome.Answered) outcome;
      Require.that(
          answered.answer().acs().toString().equals(Fixture.ACS),
          "an answer goes to the configured address");
      throw new RefusalException(answered.code(), "answered with a status");
    }
  }

  private String encoded(RequestXml request) {
    return post ? request.post() : request.redirect();
  }
}
