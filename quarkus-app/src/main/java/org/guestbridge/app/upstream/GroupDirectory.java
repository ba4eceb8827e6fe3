package org.guestbridge.app.upstream;

import java.util.Set;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.RefusalException;

/** Tells all groups of a person whose sign-in message had room for too few. */
public interface GroupDirectory {

  /**
   * The ids of all groups that the person is in, directly or through other groups.
   *
   * @param person a verified subject
   * @throws RefusalException whenever the list is not known to be complete
   */
  Set<String> groupsOf(UpstreamSubject.Entra person) throws RefusalException;
}
