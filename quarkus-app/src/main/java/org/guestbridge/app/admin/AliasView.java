package org.guestbridge.app.admin;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;

/**
 * A binding as an administrator sees it. Holds personal values.
 *
 * @param id the immutable internal id
 * @param kind {@code alias} or {@code pass_through}
 * @param status {@code active}, {@code held} or {@code retired}
 * @param code why it is held
 * @param address the address; absent after erasure
 * @param subject the upstream key; absent after erasure
 * @param idp the provider that authenticated the person last
 * @param signInName the sign-in name remembered
 * @param mail the mail address remembered
 * @param createdAt when it was first bound
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AliasView(
    UUID id,
    String kind,
    String status,
    Optional<String> code,
    Optional<String> address,
    Optional<String> subject,
    Optional<String> idp,
    Optional<String> signInName,
    Optional<String> mail,
    Instant createdAt) {

  /** What is shown of {@code binding}. */
  public static AliasView of(Binding binding) {
    Fingerprint remembered = binding.fingerprint();
    return new AliasView(
        binding.id(),
        binding.kind().name().toLowerCase(Locale.ROOT),
        binding.status().name().toLowerCase(Locale.ROOT),
        binding.statusCode().map(Code::text),
        binding.address().map(EmailAddress::value),
        binding.subject().map(AliasView::text),
        remembered.idp(),
        remembered.signInName(),
        remembered.mail().map(EmailAddress::value),
        binding.createdAt());
  }

  /** Whether it is a guest's, as opposed to an employee's. */
  @JsonIgnore
  public boolean isOfGuest() {
    return kind.equals("alias");
  }

  private static String text(UpstreamSubject subject) {
    if (subject instanceof UpstreamSubject.Entra entra) {
      return "entra " + entra.tenantId() + " " + entra.objectId();
    }
    if (subject instanceof UpstreamSubject.Saml saml) {
      return "saml " + saml.entityId() + " " + saml.persistentId();
    }
    UpstreamSubject.Oidc oidc = (UpstreamSubject.Oidc) subject;
    return "oidc " + oidc.issuer() + " " + oidc.subject();
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[alias " + id + "]";
  }
}
