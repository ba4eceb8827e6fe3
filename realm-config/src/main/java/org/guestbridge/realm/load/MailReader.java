package org.guestbridge.realm.load;

import java.util.Optional;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.Mail;
import org.guestbridge.realm.MailExchanger;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads {@code mail}: who delivers mail to aliases. */
final class MailReader {

  private MailReader() {}

  static Optional<Mail> read(Section section) {
    Optional<Boolean> routed =
        section
            .required("handledBy")
            .flatMap(
                node ->
                    node.oneOf(UpstreamReader.ordered("elsewhere", false, "guestbridge", true)));
    Optional<MailExchanger> exchanger =
        ofRouted(section, "exchanger", routed).flatMap(MailReader::exchanger);
    Optional<Boolean> refused =
        ofRouted(section, "signInWithoutRoute", routed)
            .flatMap(node -> node.oneOf(UpstreamReader.ordered("refuse", true, "allow", false)));
    return section.finish(
        () -> new Mail(routing(routed.orElseThrow(), refused.orElse(true)), exchanger));
  }

  private static MailRouting routing(boolean routed, boolean refused) {
    if (!routed) {
      return MailRouting.ELSEWHERE;
    }
    return refused ? MailRouting.REQUIRED : MailRouting.REQUIRED_TO_PROVISION;
  }

  /** What has a meaning only where routes are kept. */
  private static Optional<Node> ofRouted(Section section, String key, Optional<Boolean> routed) {
    Optional<Node> node = section.optional(key);
    if (routed.filter(kept -> !kept).isPresent()) {
      node.ifPresent(
          idle -> idle.report(Code.REALM_VALUE_INVALID, "It belongs to handledBy: guestbridge."));
    }
    return node;
  }

  private static Optional<MailExchanger> exchanger(Node node) {
    return node.text(
        MailExchanger::parse,
        Code.REALM_VALUE_INVALID,
        "Give a host, and a port after a colon where it is not 25.");
  }
}
