package org.guestbridge.core.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.identity.UpstreamSubject;

/** A subject in plain, as an administrator sees it and as erasure blanks it. */
record SubjectColumns(String type, String authority, String object) {

  private static final String ENTRA = "entra";
  private static final String OIDC = "oidc";
  private static final String SAML = "saml";

  static SubjectColumns of(UpstreamSubject subject) {
    if (subject instanceof UpstreamSubject.Entra entra) {
      return new SubjectColumns(ENTRA, entra.tenantId().toString(), entra.objectId().toString());
    }
    if (subject instanceof UpstreamSubject.Saml saml) {
      return new SubjectColumns(SAML, saml.entityId(), saml.persistentId());
    }
    UpstreamSubject.Oidc oidc = (UpstreamSubject.Oidc) subject;
    return new SubjectColumns(OIDC, oidc.issuer(), oidc.subject());
  }

  /** The columns of {@code row}; empty when they were erased. */
  static Optional<SubjectColumns> read(ResultSet row) throws SQLException {
    String type = row.getString("subject_type");
    String authority = row.getString("subject_authority");
    String object = row.getString("subject_object");
    return type == null || authority == null || object == null
        ? Optional.empty()
        : Optional.of(new SubjectColumns(type, authority, object));
  }

  UpstreamSubject subject() {
    return switch (type) {
      case ENTRA -> new UpstreamSubject.Entra(UUID.fromString(authority), UUID.fromString(object));
      case OIDC -> new UpstreamSubject.Oidc(authority, object);
      case SAML -> new UpstreamSubject.Saml(authority, object);
      default -> throw new IllegalStateException("a stored subject is of an unknown type");
    };
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[subject columns]";
  }
}
