package org.guestbridge.app.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
import org.guestbridge.realm.OidcProvider;

/**
 * Reads a stored user as a token of the same provider would say it, so that rules come to the same.
 * A mail is never verified here. The user principal name is the claim {@code upn} of the tenant's
 * own accounts alone, since a guest's is made up, and a customer's is a number.
 *
 * @param provider whose directory it is
 * @param ownDomains the tenant's verified domains, lower case; empty for a customer directory
 */
public record GraphProfile(OidcProvider provider, Set<String> ownDomains)
    implements Channel.ProfileReader {

  private static final List<String> CLAIMS = List.of("jobTitle", "department", "employeeId");

  public GraphProfile {
    ownDomains = Set.copyOf(ownDomains);
  }

  /** For what {@code channel} stores. */
  public static GraphProfile of(GraphChannel channel) {
    return new GraphProfile(
        channel.provider(),
        channel.ownDomains().stream()
            .map(DomainName::value)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** From where the kind of the accounts of {@code channel} is known. */
  public KindSource kinds(String channel) {
    List<String> terms = new ArrayList<>(new TreeSet<>(ownDomains));
    customers().ifPresent(terms::add);
    return new KindSource.Entries(
        channel, terms, document -> evidence(UserDocument.stored(document)));
  }

  @Override
  public Profile read(String document, AccountKind kind) {
    UserDocument user = UserDocument.stored(document);
    Map<String, List<String>> claims = new HashMap<>();
    for (String name : CLAIMS) {
      user.property(name).ifPresent(text -> claims.put(name, List.of(text)));
    }
    return new Profile(
        mail(user).flatMap(EmailAddress::parse),
        false,
        Optional.empty(),
        kind == AccountKind.INTERNAL
            ? user.property("userPrincipalName").flatMap(EmailAddress::parse)
            : Optional.empty(),
        List.of(),
        user.property("displayName"),
        user.property("givenName"),
        user.property("surname"),
        PersonGroups.UNKNOWN,
        user.roles(),
        claims);
  }

  /**
   * What a token would name. The claim {@code email} of External ID is the property {@code mail},
   * like that of a workforce tenant. The claim {@code emails} of B2C's user flows is what people
   * sign in with, or what their provider named, which is kept in {@code otherMails}; {@code mail}
   * is nothing there (learn.microsoft.com, "User profile attributes" of B2C).
   */
  private Optional<String> mail(UserDocument user) {
    return provider instanceof OidcProvider.B2c
        ? user.signInAddress().or(user::otherMail)
        : user.property("mail");
  }

  /** What the entry says about whose account it is. */
  DirectoryEvidence evidence(UserDocument user) {
    Optional<String> userType = user.property("userType");
    Optional<String> creationType = user.property("creationType");
    Optional<String> state = user.property("externalUserState");
    return customers()
        .<DirectoryEvidence>map(
            directory ->
                new DirectoryEvidence.Customer(
                    directory, userType, creationType, state, user.signIns()))
        .orElseGet(
            () ->
                new DirectoryEvidence.Entry(
                    ownDomains, userType, creationType, state, user.signIns()));
  }

  /** What sign-ins call a customer directory; empty for a workforce tenant. */
  private Optional<String> customers() {
    if (provider instanceof OidcProvider.ExternalId directory) {
      return Optional.of(directory.issuer());
    }
    return provider instanceof OidcProvider.B2c directory
        ? Optional.of(directory.issuer())
        : Optional.empty();
  }
}
