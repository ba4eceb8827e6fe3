package org.guestbridge.core.broker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.DirectoryEvidence;
import org.guestbridge.core.identity.PersonGroups;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.provisioning.Directory;
import org.guestbridge.core.provisioning.KindSource;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.Provisioning;
import org.guestbridge.core.text.EmailAddress;

/** Channels for tests. A document is a mail, a UPN and the type of an identity, each on a line. */
final class Source {

  /** Declared for guests. */
  static final Channel GUESTS = channel("guests", new KindSource.Declared(AccountKind.EXTERNAL));

  /** Declared for employees. */
  static final Channel STAFF = channel("staff", new KindSource.Declared(AccountKind.INTERNAL));

  /** Shows entries of everybody, and provisions them. */
  static final Channel GRAPH =
      channel("graph", new KindSource.Entries("graph", List.of(), Source::entry));

  /** Knows kinds from the entries of {@link #GRAPH}. */
  static final Channel MIXED =
      channel("mixed", new KindSource.Entries("graph", List.of(), Source::entry));

  /** Shows entries of everybody, and provisions nobody. */
  static final Channel SHOWN =
      new Channel(
          "shown",
          "entra",
          Visitor.TENANT,
          new KindSource.Entries("shown", List.of(), Source::entry),
          Source::profile,
          false);

  static final String UNREADABLE = "unreadable";

  private Source() {}

  static Provisioning provisioning(MailRouting mail) {
    return new Provisioning(
        List.of(GUESTS, STAFF, GRAPH, MIXED, SHOWN),
        List.of(new Directory("cloud", Set.of())),
        mail);
  }

  /** What a channel says of {@code visitor}. */
  static PersonStatement of(Visitor visitor) {
    return of(visitor, objectId(visitor), true);
  }

  static PersonStatement of(Visitor visitor, String externalId, boolean active) {
    String identity = visitor.idp().equals(Optional.of(Visitor.OWN_IDP)) ? "own" : "federated";
    return new PersonStatement(
        "user" + visitor.number(),
        Optional.of(externalId),
        "User" + visitor.number(),
        Optional.empty(),
        active,
        visitor.mail() + "\n" + visitor.upn() + "\n" + identity);
  }

  static String objectId(Visitor visitor) {
    return ((UpstreamSubject.Entra) visitor.subject()).objectId().toString();
  }

  private static Channel channel(String name, KindSource kinds) {
    return new Channel(name, "entra", Visitor.TENANT, kinds, Source::profile, true);
  }

  private static Profile profile(String document, AccountKind kind) throws RefusalException {
    if (document.startsWith(UNREADABLE)) {
      throw new RefusalException(Code.PERSON_UNREADABLE, "on purpose");
    }
    String[] lines = document.split("\n", -1);
    return new Profile(
        EmailAddress.parse(lines[0]),
        false,
        Optional.empty(),
        EmailAddress.parse(lines[1]),
        List.of(),
        Optional.of("Jo Doe"),
        Optional.of("Jo"),
        Optional.of("Doe"),
        PersonGroups.of(Set.of(), true),
        Set.of(),
        Map.of());
  }

  private static DirectoryEvidence.Entry entry(String document) {
    String type = document.split("\n", -1)[2];
    boolean own = type.equals("own");
    return new DirectoryEvidence.Entry(
        Set.of("example.com"),
        Optional.of("Member"),
        Optional.empty(),
        Optional.empty(),
        List.of(
            own
                ? new DirectoryEvidence.SignIn("userPrincipalName", "example.com")
                : new DirectoryEvidence.SignIn(type, "ExternalAzureAD")));
  }
}
