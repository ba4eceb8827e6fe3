package org.guestbridge.simulators.saml.sp;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * A SAML service provider, think of a data centre product with a SAML app.
 *
 * @param port port on 127.0.0.1; 0 takes a free one
 * @param requestByPost sends authentication requests by HTTP-POST, else by HTTP-Redirect
 * @param nameIdFormat asked for in NameIDPolicy; empty leaves NameIDPolicy out
 * @param encryption publishes a key for encryption and takes nothing but encrypted assertions
 * @param acceptUnsolicited accepts a response that answers no request
 * @param clockSkew how far the identity provider's clock may be off
 */
public record ServiceProviderSettings(
    int port,
    boolean requestByPost,
    Optional<String> nameIdFormat,
    boolean encryption,
    boolean acceptUnsolicited,
    Duration clockSkew,
    Clock clock) {

  /** HTTP-Redirect, no NameIDPolicy, plain assertions, solicited responses alone. */
  public static ServiceProviderSettings defaults() {
    return new ServiceProviderSettings(
        0, false, Optional.empty(), false, false, Duration.ofMinutes(1), Clock.systemUTC());
  }

  public ServiceProviderSettings withPort(int value) {
    return new ServiceProviderSettings(
        value, requestByPost, nameIdFormat, encryption, acceptUnsolicited, clockSkew, clock);
  }

  public ServiceProviderSettings withRequestByPost() {
    return new ServiceProviderSettings(
        port, true, nameIdFormat, encryption, acceptUnsolicited, clockSkew, clock);
  }

  public ServiceProviderSettings withNameIdFormat(String value) {
    return new ServiceProviderSettings(
        port, requestByPost, Optional.of(value), encryption, acceptUnsolicited, clockSkew, clock);
  }

  public ServiceProviderSettings withEncryption() {
    return new ServiceProviderSettings(
        port, requestByPost, nameIdFormat, true, acceptUnsolicited, clockSkew, clock);
  }

  public ServiceProviderSettings acceptingUnsolicited() {
    return new ServiceProviderSettings(
        port, requestByPost, nameIdFormat, encryption, true, clockSkew, clock);
  }
}
