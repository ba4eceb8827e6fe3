package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.ASSERTION;
import static org.guestbridge.app.samlxml.SamlNames.PROTOCOL;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A request that the broker sends to an identity provider (SAML core 3.4.1). The answer always
 * comes by HTTP-POST.
 *
 * @param id a fresh random id
 * @param issueInstant now
 * @param issuer our entityID towards this provider
 * @param destination the provider's sign-on address
 * @param acs where the answer is to go
 * @param forceAuthn whether the person must sign in anew
 * @param nameIdFormat the NameID asked for
 */
public record OutgoingAuthnRequest(
    String id,
    Instant issueInstant,
    String issuer,
    String destination,
    String acs,
    boolean forceAuthn,
    Optional<String> nameIdFormat) {

  private static final String POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

  String xml() {
    Markup request =
        Markup.root(PROTOCOL, "samlp:AuthnRequest")
            .namespace("samlp", PROTOCOL)
            .namespace("saml", ASSERTION)
            .attribute("ID", id)
            .attribute("Version", "2.0")
            .attribute("IssueInstant", issueInstant.truncatedTo(ChronoUnit.SECONDS).toString())
            .attribute("Destination", destination)
            .attribute("ProtocolBinding", POST)
            .attribute("AssertionConsumerServiceURL", acs);
    if (forceAuthn) {
      request.attribute("ForceAuthn", "true");
    }
    request.child(ASSERTION, "saml:Issuer").text(issuer);
    nameIdFormat.ifPresent(
        format ->
            request
                .child(PROTOCOL, "samlp:NameIDPolicy")
                .attribute("Format", format)
                .attribute("AllowCreate", "true"));
    return request.write();
  }
}
