package org.guestbridge.app.cli;

import org.guestbridge.app.admin.AdminEndpoint;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AdminToken;

/** A running broker. */
final class HttpSession implements AdminSession {

  private final HttpAdminOperations operations;

  HttpSession(AdminEndpoint endpoint, AdminToken token) {
    this.operations = new HttpAdminOperations(endpoint, token);
  }

  @Override
  public AdminOperations operations() {
    return operations;
  }

  @Override
  public void close() {}
}
