package org.guestbridge.app.http;

import org.guestbridge.core.text.RealmId;

/** The paths of a realm's own pages. */
final class RealmPaths {

  private RealmPaths() {}

  static String of(RealmId realm, String page) {
    return "/r/" + realm.value() + "/" + page;
  }
}
