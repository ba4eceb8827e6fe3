package org.guestbridge.app.admin;

import java.util.Optional;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;

/**
 * What an administrator may ask about deliveries to the directories of one realm. Answers hold
 * personal values; refusals do not.
 */
public interface DeliveryOperations {

  /**
   * How far the directories are; refused with {@code delivery_directory_unknown}.
   *
   * @param directory which; empty for all
   */
  DirectoryList status(Optional<String> directory) throws RefusalException;

  /**
   * What was set aside, in order of item; refused with {@code delivery_directory_unknown}.
   *
   * @param after the item after which the page begins; empty for the first page
   * @param limit the size of the page, 1 to {@link AdminOperations#MAX_PAGE}
   */
  DeliveryPage setAside(String directory, DeliveryKind kind, Optional<String> after, int limit)
      throws RefusalException;

  /**
   * Carries out an order and audits it; refused with {@code delivery_unknown}, or with {@code
   * request_invalid} when it does not fit the state.
   *
   * @param remoteId the directory's id of the account to adopt; empty for every other order
   */
  DeliveryView order(DeliveryOrder order, DeliveryKey key, Optional<String> remoteId, Actor actor)
      throws RefusalException;
}
