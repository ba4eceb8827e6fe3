package org.guestbridge.core.broker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guestbridge.core.identity.DirectoryEvidence;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.provisioning.KindSource;
import org.guestbridge.core.provisioning.NamedGroup;
import org.guestbridge.core.provisioning.SourcePerson;

/** What a stored person comes to once it is read: an identity on a provisioning client's word. */
sealed interface PersonReading {

  /** Most groups that are read of one person; who has more has an incomplete list. */
  int MAX_GROUPS = 1_000;

  /** Applies the function of the case that holds. */
  default <T> T fold(
      Function<Known, T> known, Supplier<T> inactive, Function<Unreadable, T> unreadable) {
    if (this instanceof Known reading) {
      return known.apply(reading);
    }
    return this instanceof Inactive ? inactive.get() : unreadable.apply((Unreadable) this);
  }

  /** The person may be decided on. */
  record Known(VerifiedIdentity identity) implements PersonReading {}

  /**
   * The source, or the directory that shows the person's kind, says inactive; or the channel
   * provisions nobody.
   */
  record Inactive() implements PersonReading {}

  /** There is nothing to decide on. */
  record Unreadable(Code code) implements PersonReading {}

  /** Reads what {@code channel} stored about {@code person}. */
  static PersonReading of(SourcePerson person, Channel channel, Unit unit) {
    if (!channel.provisions() || !person.statement().active()) {
      return new Inactive();
    }
    Optional<UUID> objectId = person.statement().objectId();
    if (objectId.isEmpty()) {
      return new Unreadable(Code.OBJECT_ID_MISSING);
    }
    try {
      return known(person, channel, objectId.get(), unit);
    } catch (RefusalException refused) {
      return new Unreadable(refused.code());
    }
  }

  private static PersonReading known(SourcePerson person, Channel channel, UUID objectId, Unit unit)
      throws RefusalException {
    DirectoryEvidence account;
    if (channel.kinds() instanceof KindSource.Declared declared) {
      account = new DirectoryEvidence.Population(declared.kind());
    } else {
      KindSource.Entries entries = (KindSource.Entries) channel.kinds();
      Optional<SourcePerson> entry = entry(person, channel, entries, objectId, unit);
      if (entry.filter(shown -> !shown.statement().active()).isPresent()) {
        return new Inactive();
      }
      account =
          entry.isPresent()
              ? entries.reader().read(entry.get().statement().document())
              : new DirectoryEvidence.NoEntry();
    }
    Profile profile =
        withGroups(
            channel.profiles().read(person.statement().document(), account.prove().kind()),
            person.id(),
            unit);
    return new Known(
        VerifiedIdentity.attested(
            new Evidence.Provisioned(channel.upstream(), account, channel.name()),
            new UpstreamSubject.Entra(channel.tenantId(), objectId),
            profile));
  }

  private static Optional<SourcePerson> entry(
      SourcePerson person, Channel channel, KindSource.Entries entries, UUID objectId, Unit unit) {
    return entries.channel().equals(channel.name())
        ? Optional.of(person)
        : unit.plans().findByObjectId(entries.channel(), objectId);
  }

  private static Profile withGroups(Profile profile, UUID personId, Unit unit) {
    List<NamedGroup> groups = unit.groups().ofPerson(personId, Optional.empty(), MAX_GROUPS);
    Map<String, String> named = new HashMap<>();
    groups.forEach(group -> named.put(group.ruleId(), group.displayName()));
    return profile.withGroups(named, groups.size() < MAX_GROUPS);
  }
}
