package org.guestbridge.core.identity;

import java.util.List;
import java.util.UUID;
import org.guestbridge.core.text.CanonicalBytes;

/**
 * The immutable key of a person at an upstream identity provider. The authority half comes from the
 * verified connection, never from the message alone; neither half is ever an e-mail address or a
 * UPN.
 */
public sealed interface UpstreamSubject {

  /** The injective byte form that digests are made of. */
  byte[] canonicalBytes();

  /**
   * A directory object of an Entra tenant: the same by OIDC, SAML, SCIM and Graph.
   *
   * @param tenantId the resource tenant, {@code tid}
   * @param objectId the object in that tenant, {@code oid}; never reused by Entra
   */
  record Entra(UUID tenantId, UUID objectId) implements UpstreamSubject {

    @Override
    public byte[] canonicalBytes() {
      return CanonicalBytes.of(List.of("entra", tenantId.toString(), objectId.toString()));
    }

    /** Redacted: an object id is personal data. */
    @Override
    public String toString() {
      return "[entra subject]";
    }
  }

  /**
   * A subject of any other OpenID provider (OpenID Connect Core section 2).
   *
   * @param issuer the provider's issuer, exactly as verified, at most 2,048 characters
   * @param subject its {@code sub}, case-sensitive, at most 255 characters
   */
  record Oidc(String issuer, String subject) implements UpstreamSubject {

    public Oidc {
      if (issuer.isEmpty()
          || issuer.length() > 2048
          || subject.isEmpty()
          || subject.length() > 255) {
        throw new IllegalArgumentException("issuer or subject is empty or too long");
      }
    }

    @Override
    public byte[] canonicalBytes() {
      return CanonicalBytes.of(List.of("oidc", issuer, subject));
    }

    /** Redacted. */
    @Override
    public String toString() {
      return "[oidc subject]";
    }
  }

  /**
   * A subject of any other SAML identity provider.
   *
   * @param entityId the provider's entityID, exactly as configured, at most 1,024 characters (SAML
   *     core section 8.3.6)
   * @param persistentId its persistent NameID, or the immutable attribute that the realm names;
   *     case-sensitive, at most 255 characters
   */
  record Saml(String entityId, String persistentId) implements UpstreamSubject {

    public Saml {
      if (entityId.isEmpty()
          || entityId.length() > 1024
          || persistentId.isEmpty()
          || persistentId.length() > 255) {
        throw new IllegalArgumentException("entity id or persistent id is empty or too long");
      }
    }

    @Override
    public byte[] canonicalBytes() {
      return CanonicalBytes.of(List.of("saml", entityId, persistentId));
    }

    /** Redacted. */
    @Override
    public String toString() {
      return "[saml subject]";
    }
  }
}
