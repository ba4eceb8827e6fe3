package org.guestbridge.app.reconcile;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.guestbridge.core.provisioning.AccountMembership;

/**
 * In which groups of the broker an account is missing or too much. A membership that is on its way
 * is neither.
 *
 * @param missing names of groups that it is to be in and is not
 * @param extra names of groups that it is in and is not to be in
 */
record MemberDrift(Set<String> missing, Set<String> extra) {

  /**
   * Compares.
   *
   * @param memberships what is desired of the account
   * @param there the names of the groups of the broker that it is in
   */
  static MemberDrift of(List<AccountMembership> memberships, Set<String> there) {
    Set<String> missing = new TreeSet<>();
    Set<String> extra = new TreeSet<>(there);
    for (AccountMembership each : memberships) {
      if (!each.settled() || each.wanted()) {
        extra.remove(each.group());
      }
      if (each.settled() && each.wanted() && !there.contains(each.group())) {
        missing.add(each.group());
      }
    }
    return new MemberDrift(missing, extra);
  }

  boolean isNone() {
    return missing.isEmpty() && extra.isEmpty();
  }
}
