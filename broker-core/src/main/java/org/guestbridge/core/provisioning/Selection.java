package org.guestbridge.core.provisioning;

import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;

/** Which people are to be made due. */
public sealed interface Selection {

  /** All of a channel. */
  record InChannel(String channel) implements Selection {}

  /** All members of a source group. */
  record InGroup(UUID groupId) implements Selection {}

  /** All who are held back, with one code or with any. */
  record HeldBack(Optional<Code> code) implements Selection {}

  /**
   * All whose last plan was made under another version than this and who are not due yet: what a
   * change of the rules concerns. Asked again after the last page, it selects nobody.
   */
  record PlannedOtherwise(String version) implements Selection {}
}
