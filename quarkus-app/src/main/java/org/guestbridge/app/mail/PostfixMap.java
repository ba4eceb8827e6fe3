package org.guestbridge.app.mail;

import java.util.Optional;
import org.guestbridge.app.admin.MailRouteView;

/** Lines of a Postfix table of aliases (virtual(5)), to be compiled by {@code postmap}. */
public final class PostfixMap {

  private PostfixMap() {}

  /**
   * The line of a route; empty when its mail is not delivered. Neither address can hold a space,
   * comma or line break, and an alias none of the characters that begin a comment or an
   * instruction.
   */
  public static Optional<String> line(MailRouteView route) {
    return route.mailbox().filter(known -> route.delivered()).map(to -> route.alias() + "\t" + to);
  }
}
