package org.guestbridge.keycloak.admin;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.guestbridge.core.broker.AdminCommand;
import org.guestbridge.core.broker.AdminOutcome;
import org.guestbridge.core.broker.Broker;

/** What an administrator can do to a binding. */
enum AliasOrder {
  HOLD {
    @Override
    AdminOutcome carryOut(Broker broker, AdminCommand command) {
      return broker.hold(command);
    }
  },
  RELEASE {
    @Override
    AdminOutcome carryOut(Broker broker, AdminCommand command) {
      return broker.release(command);
    }
  },
  CONVERT {
    @Override
    AdminOutcome carryOut(Broker broker, AdminCommand command) {
      return broker.convert(command);
    }
  },
  RETIRE {
    @Override
    AdminOutcome carryOut(Broker broker, AdminCommand command) {
      return broker.retire(command);
    }
  },
  ERASE {
    @Override
    AdminOutcome carryOut(Broker broker, AdminCommand command) {
      return broker.erase(command);
    }
  };

  abstract AdminOutcome carryOut(Broker broker, AdminCommand command);

  /** The word in the path. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The order called {@code text}, exactly. */
  static Optional<AliasOrder> parse(String text) {
    return Stream.of(values()).filter(order -> order.text().equals(text)).findFirst();
  }
}
