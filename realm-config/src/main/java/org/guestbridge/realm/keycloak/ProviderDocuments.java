package org.guestbridge.realm.keycloak;

import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlUpstream.Trust;

/** Reads what Keycloak has to be told of a SAML identity provider out of its metadata. */
@FunctionalInterface
public interface ProviderDocuments {

  /**
   * The sign-on address and the signing certificates.
   *
   * @param document the metadata, trusted
   * @param entityId whose
   * @throws RefusalException as the loading of the realm file would refuse
   */
  Trust.Pinned read(String document, String entityId) throws RefusalException;
}
