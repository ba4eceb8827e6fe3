package org.guestbridge.realm.load;

import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlRegistration;

/**
 * Reads the metadata of a SAML service provider, and checks those of an identity provider. Whoever
 * loads a realm brings it along: this module knows no XML, and parsing that of strangers belongs
 * where it is hardened. Reading at load, not later, lets a realm with bad metadata be refused with
 * everything else that is wrong with it, and leaves one kind of registration to the rest of the
 * program.
 */
@FunctionalInterface
public interface MetadataReader {

  /** Longest metadata document, in bytes. */
  int MAX_BYTES = 192 * 1024;

  /**
   * Reads one document.
   *
   * @param metadata XML as an administrator was given it; untrusted
   * @throws RefusalException when it is not the valid metadata of exactly one service provider; its
   *     detail says why and quotes nothing
   */
  SamlRegistration read(String metadata) throws RefusalException;

  /**
   * Refuses metadata of an identity provider that could never be trusted. Whether they are still
   * valid is left to each login, so that one old document does not stop a whole realm. Whoever does
   * not override this leaves everything to the login.
   *
   * @param metadata XML as it stands in the realm file or beside it
   * @param entityId the identity provider that it has to describe
   * @throws RefusalException when a login would be refused for the document's content
   */
  default void checkIdentityProvider(String metadata, String entityId) throws RefusalException {}
}
