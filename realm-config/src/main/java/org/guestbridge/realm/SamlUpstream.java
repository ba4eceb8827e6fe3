package org.guestbridge.realm;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An upstream that speaks SAML 2.0.
 *
 * @param name the name in the realm file
 * @param kind whose identity provider it is, which decides how its attributes are read
 * @param entityId the identity provider's entityID; issuer of every message, compared exactly
 * @param trust where its keys and its sign-on address come from
 * @param requestSigning whether AuthnRequests are signed with the realm's signing key
 * @param decryption the credential that encrypted assertions are decrypted with; absent refuses
 *     every encrypted element
 * @param unsolicited whether responses that answer no request are accepted (SAML profiles section
 *     4.1.5)
 * @param loginHint whether a downstream's hint about the person is forwarded
 * @param changedHuman what to do when another human seems to sign in
 * @param homeRealm how people find it among several
 */
public record SamlUpstream(
    String name,
    Kind kind,
    String entityId,
    Trust trust,
    boolean requestSigning,
    Optional<Credential.ClientCertificate> decryption,
    boolean unsolicited,
    boolean loginHint,
    ChangedHuman changedHuman,
    HomeRealm homeRealm)
    implements Upstream {

  /** Longest entityID, in characters (SAML core section 8.3.6). */
  public static final int MAX_ENTITY_ID_LENGTH = 1024;

  public SamlUpstream {
    ConnectionName.require(name);
    if (entityId.isBlank() || entityId.length() > MAX_ENTITY_ID_LENGTH) {
      throw new IllegalArgumentException("the entity id is blank or too long");
    }
  }

  /** Whose identity provider it is. */
  public sealed interface Kind {

    /**
     * One Entra tenant: the subject is {@code (tenantid, objectidentifier)}.
     *
     * @param tenant the resource tenant; an assertion of any other is refused
     */
    record Entra(UUID tenant) implements Kind {}

    /**
     * Any other provider, Azure AD B2C custom policies included: everybody is external.
     *
     * @param subjectAttribute the attribute that holds the immutable id; absent means a persistent
     *     NameID
     * @param attributes how its attributes are called
     */
    record Generic(Optional<String> subjectAttribute, SamlAttributes attributes) implements Kind {}
  }

  /** Where keys and sign-on address come from. */
  public sealed interface Trust {

    /**
     * Written into the realm file.
     *
     * @param signOn the provider's HTTP-Redirect sign-on address
     * @param certificates its signing certificates, at least one
     */
    record Pinned(URI signOn, List<X509Certificate> certificates) implements Trust {
      public Pinned {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty()) {
          throw new IllegalArgumentException("no signing certificate");
        }
      }
    }

    /**
     * A metadata document that the realm file holds or refers to.
     *
     * @param document the document as it is; trusted, since it came with the realm file
     */
    record MetadataDocument(String document) implements Trust {

      /** Redacted. */
      @Override
      public String toString() {
        return "[metadata document]";
      }
    }

    /**
     * A metadata document that is fetched and refreshed.
     *
     * @param url https, or http for loopback
     * @param signers the certificates that its signature has to verify with; empty trusts the
     *     transport
     */
    record MetadataUrl(URI url, List<X509Certificate> signers) implements Trust {
      public MetadataUrl {
        signers = List.copyOf(signers);
      }
    }
  }
}
