package org.guestbridge.app.downstream.saml;

import org.guestbridge.app.samlxml.TrustedKeys;
import org.guestbridge.realm.Downstream.AtlassianSaml;

/** A configured downstream with its keys ready to use. */
record ServiceProvider(AtlassianSaml settings, String acs, TrustedKeys keys) {

  static ServiceProvider of(AtlassianSaml settings) {
    return new ServiceProvider(
        settings, settings.acs().toString(), TrustedKeys.of(settings.signingCertificates()));
  }

  String name() {
    return settings.name();
  }

  String entityId() {
    return settings.entityId();
  }
}
