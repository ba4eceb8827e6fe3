package org.guestbridge.realm.oidc;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.identity.AccountEvidence;
import org.guestbridge.core.identity.PersonGroups;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.OidcClaimNames;
import org.guestbridge.realm.OidcProvider;

/** Reads tokens of any OpenID provider; the key is {@code (iss, sub)} and everybody is external. */
final class GenericClaims {

  private static final int MAX_SUBJECT_LENGTH = 255;

  private GenericClaims() {}

  static OidcClaims read(ClaimReader claims, OidcProvider.Generic provider)
      throws RefusalException {
    String issuer = provider.issuer().toString();
    return new OidcClaims(
        new UpstreamSubject.Oidc(issuer, subject(claims)),
        new AccountEvidence.OtherProvider(issuer),
        profile(claims, provider.claims()));
  }

  /** Compared exactly, so it is taken exactly. */
  private static String subject(ClaimReader claims) throws RefusalException {
    return claims
        .presentText("sub")
        .filter(sub -> !sub.isBlank() && sub.length() <= MAX_SUBJECT_LENGTH)
        .orElseThrow(() -> ClaimReader.malformed("sub", "is missing, blank or too long"));
  }

  private static Profile profile(ClaimReader claims, OidcClaimNames names) throws RefusalException {
    Optional<EmailAddress> mail = claims.text(names.mail()).flatMap(EmailAddress::parse);
    return new Profile(
        mail,
        mail.isPresent() && claims.isTrue(names.mailVerified()),
        claims.text(names.signInName()),
        Optional.empty(),
        List.of(),
        claims.text(names.displayName()),
        claims.text(names.givenName()),
        claims.text(names.surname()),
        PersonGroups.of(
            Set.copyOf(claims.texts(names.groups())), !claims.hasOverage(names.groups())),
        Set.copyOf(claims.texts(names.roles())),
        claims.others(OidcClaims.ELSEWHERE));
  }
}
