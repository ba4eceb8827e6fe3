package org.guestbridge.app.admin;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;

/** Which of several realms an order is about. An order never falls to a realm by chance. */
public final class RealmChoice {

  private RealmChoice() {}

  /**
   * The realm named, or the only one when none is.
   *
   * @param named what the administrator said
   * @param there the realms that there are
   * @throws RefusalException {@link Code#REALM_UNKNOWN} when the one named is not there, {@link
   *     Code#REALM_AMBIGUOUS} when none is named and there is not exactly one; the detail names
   *     those that are there
   */
  public static RealmId of(Optional<RealmId> named, Collection<RealmId> there)
      throws RefusalException {
    if (named.isPresent()) {
      if (!there.contains(named.get())) {
        throw new RefusalException(Code.REALM_UNKNOWN, "The realms are: " + list(there) + ".");
      }
      return named.get();
    }
    if (there.size() != 1) {
      throw new RefusalException(Code.REALM_AMBIGUOUS, "The realms are: " + list(there) + ".");
    }
    return there.iterator().next();
  }

  private static String list(Collection<RealmId> realms) {
    return realms.stream().map(RealmId::value).sorted().collect(Collectors.joining(", "));
  }
}
