package org.guestbridge.realm.load;

import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlRegistration;

/**
 * Reads the metadata of a SAML service provider. Whoever loads a realm brings it along: this module
 * knows no XML, and parsing that of strangers belongs where it is hardened. Reading at load, not
 * later, lets a realm with bad metadata be refused with everything else that is wrong with it, and
 * leaves one kind of registration to the rest of the program.
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
}
