package org.guestbridge.app.cli;

import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.admin.HeldPage;
import org.guestbridge.app.admin.PlanList;
import org.guestbridge.app.admin.PlanOperations;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** A running broker, asked about people and their plans. */
final class HttpPlans implements PlanOperations {

  private final HttpAdminOperations broker;

  HttpPlans(HttpAdminOperations broker) {
    this.broker = broker;
  }

  @Override
  public PlanList counts() throws RefusalException {
    return broker.get(broker.ofRealm("plans"), PlanList.class);
  }

  @Override
  public HeldPage heldBack(Optional<Code> code, Optional<UUID> after, int limit)
      throws RefusalException {
    String path =
        "plans/held-back?limit="
            + limit
            + code.map(each -> "&code=" + each.text()).orElse("")
            + after.map(id -> "&after=" + id).orElse("");
    return broker.get(broker.ofRealm(path), HeldPage.class);
  }
}
