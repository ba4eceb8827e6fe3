package org.guestbridge.app.cli;

import java.util.Optional;
import org.guestbridge.app.admin.AdminEndpoint;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AdminToken;
import org.guestbridge.core.text.RealmId;

/** A running broker. */
final class HttpSession implements AdminSession {

  private final HttpAdminOperations operations;

  HttpSession(AdminEndpoint endpoint, AdminToken token, Optional<RealmId> named) {
    this.operations = new HttpAdminOperations(endpoint, token, named);
  }

  @Override
  public AdminOperations operations() {
    return operations;
  }

  @Override
  public void close() {}
}
