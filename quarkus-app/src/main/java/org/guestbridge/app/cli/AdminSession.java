package org.guestbridge.app.cli;

import org.guestbridge.app.admin.AdminOperations;

/** A way to a realm's bindings and audit log, open until closed. */
interface AdminSession extends AutoCloseable {

  AdminOperations operations();

  @Override
  void close();
}
