package org.guestbridge.core.ledger.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.provisioning.CopiedLink;
import org.guestbridge.core.provisioning.CopiedObject;
import org.guestbridge.core.provisioning.DirectoryCopies;
import org.guestbridge.core.provisioning.PullLease;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.provisioning.PullState;
import org.guestbridge.core.provisioning.PullView;
import org.guestbridge.core.text.RealmId;

/** What the directories of one realm showed, in one transaction. */
final class JdbcDirectoryCopies implements DirectoryCopies {

  private final PullRows pulls;
  private final CopyRows objects;
  private final CopyLinkRows links;
  private final ShownAccountRows accounts;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  JdbcDirectoryCopies(SqlSession session, RealmId realm, InstantSource clock, Supplier<UUID> ids) {
    this.pulls = new PullRows(session, realm);
    this.objects = new CopyRows(session, realm);
    this.links = new CopyLinkRows(session, realm);
    this.accounts = new ShownAccountRows(session, realm);
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public Optional<PullLease> take(String channel, Duration time) {
    return pulls.take(channel, ids.get(), now(), time);
  }

  @Override
  public boolean advance(PullLease lease, PullState state, Duration time) {
    return pulls.advance(lease, state, now().plus(time));
  }

  @Override
  public boolean begin(PullLease lease, PullState state, Duration time) {
    return pulls.beginRound(lease, state, now().plus(time));
  }

  @Override
  public boolean release(PullLease lease, PullState state) {
    return pulls.release(lease, state);
  }

  @Override
  public void order(String channel, boolean full) {
    pulls.order(channel, full, now());
  }

  @Override
  public List<PullView> pulls() {
    return pulls.all(now());
  }

  @Override
  public boolean allow(String channel, PullLoss withheld) {
    return pulls.allow(channel, withheld);
  }

  @Override
  public Optional<PullLoss> useAllowance(String channel) {
    return pulls.useAllowance(channel);
  }

  @Override
  public Map<BindingKind, Long> accounts(String channel) {
    return accounts.ofChannel(channel);
  }

  @Override
  public Optional<BindingKind> account(UUID objectId) {
    return accounts.of(objectId);
  }

  @Override
  public Optional<CopiedObject> object(String channel, UUID id) {
    return objects.byId(channel, id);
  }

  @Override
  public void put(String channel, CopiedObject object, boolean changed) {
    objects.put(channel, object, changed);
  }

  @Override
  public List<CopiedObject> unsettled(
      String channel, CopiedObject.Kind kind, Optional<UUID> after, int limit) {
    return objects.unsettled(channel, kind, after, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public long unsettled(String channel) {
    return objects.unsettled(channel);
  }

  @Override
  public void settled(String channel, CopiedObject object) {
    objects.settled(channel, object);
  }

  @Override
  public void unsettle(String channel, Collection<UUID> ids) {
    objects.unsettle(channel, ids);
  }

  @Override
  public void unsettleMembers(String channel, CopiedLink.Kind kind, UUID holder) {
    objects.unsettleMembers(channel, kind, holder);
  }

  @Override
  public List<CopiedObject> unseen(
      String channel, Collection<CopiedObject.Kind> kinds, long round, int limit) {
    return objects.unseen(channel, kinds, round, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public boolean link(String channel, CopiedLink link, long round) {
    return links.put(channel, link, round);
  }

  @Override
  public boolean unlink(String channel, CopiedLink link) {
    return links.delete(channel, link);
  }

  @Override
  public List<UUID> holders(String channel, CopiedLink.Kind kind, UUID member, int limit) {
    return links.holders(channel, kind, member, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public List<UUID> members(String channel, CopiedLink.Kind kind, UUID holder, int limit) {
    return links.members(channel, kind, holder, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public boolean isAssigned(String channel, UUID person) {
    return links.isAssigned(channel, person);
  }

  @Override
  public List<UUID> roles(String channel, UUID person, int limit) {
    return links.roles(channel, person, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public void unlinkAll(String channel, UUID object) {
    links.deleteAll(channel, object);
  }

  @Override
  public List<CopiedLink> unseenLinks(
      String channel, Collection<CopiedLink.Kind> kinds, long round, int limit) {
    return links.unseen(channel, kinds, round, JdbcUnit.checkedLimit(limit));
  }

  private Instant now() {
    return SqlSession.kept(clock.instant());
  }
}
