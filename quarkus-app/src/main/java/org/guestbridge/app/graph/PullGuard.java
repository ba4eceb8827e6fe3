package org.guestbridge.app.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.provisioning.CopiedObject;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.realm.WithdrawalLimit;

/**
 * Counts what the end of a round would take from people, and says what is suspiciously much: a
 * permission or an assignment that is gone by mistake looks the same as people who left
 * (learn.microsoft.com, "Enable accidental deletions prevention in Microsoft Entra ID", does so for
 * Entra's own provisioning). Guests and employees are judged each on their own, so that all guests
 * of a large company are noticed.
 */
final class PullGuard {

  private static final int PAGE = 200;

  private final String channel;
  private final WithdrawalLimit limit;
  private final PullSettlement settlement;

  PullGuard(String channel, WithdrawalLimit limit, PullSettlement settlement) {
    this.channel = channel;
    this.limit = limit;
    this.settlement = settlement;
  }

  /**
   * A page of what was counted.
   *
   * @param last where the next page begins; empty after the last one
   */
  record Page(PullLoss loss, Optional<UUID> last) {}

  /** What people of one page would lose. */
  Page count(Unit unit, Optional<UUID> after) {
    List<CopiedObject> page =
        unit.copies().unsettled(channel, CopiedObject.Kind.PERSON, after, PAGE);
    PullLoss loss = PullLoss.NONE;
    for (CopiedObject copy : page) {
      loss = loss.plus(lossOf(unit, copy));
    }
    return new Page(
        loss, page.size() < PAGE ? Optional.empty() : Optional.of(page.get(page.size() - 1).id()));
  }

  /** Who has no account has nothing to lose. */
  private PullLoss lossOf(Unit unit, CopiedObject copy) {
    Optional<BindingKind> account = unit.copies().account(copy.id());
    if (account.isEmpty()) {
      return PullLoss.NONE;
    }
    return switch (settlement.taking(unit, copy)) {
      case NOTHING -> PullLoss.NONE;
      case GROUPS -> new PullLoss(0, 0, 1);
      case ACCOUNT ->
          account.get() == BindingKind.ALIAS ? new PullLoss(1, 0, 0) : new PullLoss(0, 1, 0);
    };
  }

  /**
   * What is to be withheld; empty when nothing is. Uses up what an administrator allowed, which is
   * so many and no more.
   */
  Optional<PullLoss> judge(Unit unit, PullLoss loss) {
    Map<BindingKind, Long> all = unit.copies().accounts(channel);
    PullLoss allowed = unit.copies().useAllowance(channel).orElse(PullLoss.NONE);
    long guests = all.getOrDefault(BindingKind.ALIAS, 0L);
    long employees = all.getOrDefault(BindingKind.PASS_THROUGH, 0L);
    boolean accounts =
        isTooMany(loss.guests(), guests, allowed.guests())
            || isTooMany(loss.employees(), employees, allowed.employees());
    boolean groups = isTooMany(loss.members(), guests + employees, allowed.members());
    PullLoss withheld =
        new PullLoss(
            accounts ? loss.guests() : 0,
            accounts ? loss.employees() : 0,
            groups ? loss.members() : 0);
    return withheld.people() > 0 ? Optional.of(withheld) : Optional.empty();
  }

  private boolean isTooMany(long losing, long all, long allowed) {
    return losing > allowed && !limit.allows(losing, all);
  }
}
