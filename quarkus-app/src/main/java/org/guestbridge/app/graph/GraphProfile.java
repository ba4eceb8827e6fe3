package org.guestbridge.app.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.DirectoryEvidence;
import org.guestbridge.core.identity.PersonGroups;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.provisioning.KindSource;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.GraphChannel;

/**
 * Reads a stored user as a token would say it, so that rules come to the same. A mail is never
 * verified here. The user principal name is the claim {@code upn} of the tenant's own accounts
 * alone, since a guest's is made up.
 *
 * @param ownDomains the tenant's verified domains, lower case; empty for a customer directory
 */
public record GraphProfile(Set<String> ownDomains) implements Channel.ProfileReader {

  private static final List<String> CLAIMS = List.of("jobTitle", "department", "employeeId");

  public GraphProfile {
    ownDomains = Set.copyOf(ownDomains);
  }

  /** For what {@code channel} stores. */
  public static GraphProfile of(GraphChannel channel) {
    return new GraphProfile(
        channel.ownDomains().stream()
            .map(DomainName::value)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** From where the kind of the accounts of {@code channel} is known. */
  public KindSource kinds(String channel) {
    return ownDomains.isEmpty()
        ? new KindSource.Declared(AccountKind.EXTERNAL)
        : new KindSource.Entries(channel, document -> entry(UserDocument.stored(document)));
  }

  @Override
  public Profile read(String document) {
    UserDocument user = UserDocument.stored(document);
    Map<String, List<String>> claims = new HashMap<>();
    for (String name : CLAIMS) {
      user.property(name).ifPresent(text -> claims.put(name, List.of(text)));
    }
    return new Profile(
        mail(user).flatMap(EmailAddress::parse),
        false,
        Optional.empty(),
        isOwn(user)
            ? user.property("userPrincipalName").flatMap(EmailAddress::parse)
            : Optional.empty(),
        List.of(),
        user.property("displayName"),
        user.property("givenName"),
        user.property("surname"),
        PersonGroups.UNKNOWN,
        Set.of(),
        claims);
  }

  /** In a customer directory the mail is what people sign in with; {@code mail} is seldom set. */
  private Optional<String> mail(UserDocument user) {
    Optional<String> mail = user.property("mail");
    return ownDomains.isEmpty() ? mail.or(user::signInAddress).or(user::otherMail) : mail;
  }

  private boolean isOwn(UserDocument user) {
    return !ownDomains.isEmpty() && entry(user).prove().kind() == AccountKind.INTERNAL;
  }

  DirectoryEvidence.Entry entry(UserDocument user) {
    return new DirectoryEvidence.Entry(
        ownDomains,
        user.property("userType"),
        user.property("creationType"),
        user.property("externalUserState"),
        user.signIns());
  }
}
