package org.guestbridge.app.downstream.saml;

import java.util.OptionalInt;
import org.guestbridge.app.samlxml.TrustedKeys;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlRegistration;
import org.guestbridge.realm.SamlRegistration.Consumer;
import org.guestbridge.realm.SamlServiceProvider;

/** A configured downstream with its keys ready to use. */
record ServiceProvider(SamlServiceProvider settings, TrustedKeys keys) {

  static ServiceProvider of(SamlServiceProvider settings) {
    return new ServiceProvider(
        settings, TrustedKeys.of(settings.registration().signingCertificates()));
  }

  String name() {
    return settings.name();
  }

  String entityId() {
    return settings.entityId();
  }

  SamlRegistration registration() {
    return settings.registration();
  }

  /**
   * The consumer that a request names by its index, or the default one.
   *
   * @throws RefusalException SAML_ACS_UNKNOWN
   */
  Consumer consumer(OptionalInt index) throws RefusalException {
    if (index.isEmpty()) {
      return registration().defaultConsumer();
    }
    return registration().consumers().stream()
        .filter(consumer -> consumer.index() == index.getAsInt())
        .findFirst()
        .orElseThrow(() -> acsUnknown("AssertionConsumerServiceIndex is not a configured one"));
  }

  /**
   * The consumer that a request names by its URL, compared character by character.
   *
   * @throws RefusalException SAML_ACS_UNKNOWN
   */
  Consumer consumer(String url) throws RefusalException {
    return registration().consumers().stream()
        .filter(consumer -> consumer.url().toString().equals(url))
        .findFirst()
        .orElseThrow(() -> acsUnknown("AssertionConsumerServiceURL is not a configured one"));
  }

  private static RefusalException acsUnknown(String detail) {
    return new RefusalException(Code.SAML_ACS_UNKNOWN, detail);
  }
}
