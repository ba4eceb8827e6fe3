package org.guestbridge.simulators.saml.idp;

import java.security.PrivateKey;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.simulators.http.FaultOrders;
import org.guestbridge.simulators.saml.RedirectBinding;
import org.guestbridge.simulators.saml.Saml;
import org.guestbridge.simulators.saml.SamlElement;

/** Writes logout messages by HTTP-Redirect, signed unless a fault says otherwise. */
final class IdpLogout {
  private final IdpProfile profile;
  private final IdpKeys keys;
  private final FaultOrders<SamlFault> faults;
  private final Clock clock;

  IdpLogout(IdpProfile profile, IdpKeys keys, FaultOrders<SamlFault> faults, Clock clock) {
    this.profile = profile;
    this.keys = keys;
    this.faults = faults;
    this.clock = clock;
  }

  /** The address of the service provider with the answer to its logout request. */
  String response(String destination, String inResponseTo, Optional<String> relayState) {
    SamlElement response = message("LogoutResponse", destination);
    response.attribute("InResponseTo", inResponseTo);
    response.add(Saml.ASSERTION, "saml:Issuer").text(profile.logoutIssuer());
    response
        .add(Saml.PROTOCOL, "samlp:Status")
        .add(Saml.PROTOCOL, "samlp:StatusCode")
        .attribute("Value", Saml.SUCCESS);
    return RedirectBinding.address(
        destination, "SAMLResponse", response.write(), relayState, signer());
  }

  /** The address of the service provider with a logout request about this session. */
  String request(String destination, IssuedName name, String sessionIndex) {
    SamlElement request = message("LogoutRequest", destination);
    request.add(Saml.ASSERTION, "saml:Issuer").text(profile.logoutIssuer());
    request
        .add(Saml.ASSERTION, "saml:NameID")
        .attribute("Format", name.format())
        .attribute("NameQualifier", name.nameQualifier())
        .attribute("SPNameQualifier", name.spNameQualifier())
        .text(name.value());
    request.add(Saml.PROTOCOL, "samlp:SessionIndex").text(sessionIndex);
    return RedirectBinding.address(
        destination, "SAMLRequest", request.write(), Optional.empty(), signer());
  }

  private SamlElement message(String kind, String destination) {
    return SamlElement.root(Saml.PROTOCOL, "samlp:" + kind)
        .attribute("ID", "_" + UUID.randomUUID())
        .attribute("Version", "2.0")
        .attribute("IssueInstant", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
        .attribute("Destination", destination);
  }

  private Optional<PrivateKey> signer() {
    if (faults.take(SamlFault.UNSIGNED_LOGOUT)) {
      return Optional.empty();
    }
    boolean stranger = faults.take(SamlFault.LOGOUT_BY_OTHER_KEY);
    return Optional.of((stranger ? keys.stranger() : keys.current()).privateKey());
  }
}
