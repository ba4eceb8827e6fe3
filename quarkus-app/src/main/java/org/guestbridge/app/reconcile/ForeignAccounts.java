package org.guestbridge.app.reconcile;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.guestbridge.app.scim.out.RemoteAccount;
import org.guestbridge.core.text.EmailAddress;

/** Reports accounts that no delivery stands for. Nothing is ever done about them by itself. */
final class ForeignAccounts {

  private static final Pattern BINDING =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Comparison comparison;

  ForeignAccounts(Comparison comparison) {
    this.comparison = comparison;
  }

  void report(RemoteAccount account, Set<String> groups) {
    Optional<EmailAddress> alias =
        account.addresses().stream()
            .filter(each -> comparison.site().aliasDomains().contains(each.domain()))
            .findFirst();
    DriftKind kind = kind(account, alias);
    String state = account.isActive() ? "active" : "inactive";
    comparison.report(
        kind,
        account.externalId().filter(ForeignAccounts::isBinding),
        Optional.of(account.id()),
        Optional.of(account.userName()),
        alias.filter(this::isTaken).isPresent() ? state + ", the alias is a binding's" : state);
    for (String group : groups) {
      comparison.report(
          DriftKind.MEMBER_FOREIGN,
          Optional.of(group),
          Optional.of(account.id()),
          Optional.of(account.userName()),
          state);
    }
  }

  private static DriftKind kind(RemoteAccount account, Optional<EmailAddress> alias) {
    if (alias.isEmpty()) {
      return DriftKind.ACCOUNT_FOREIGN;
    }
    return account.externalId().filter(ForeignAccounts::isBinding).isPresent()
        ? DriftKind.ACCOUNT_UNKNOWN_BINDING
        : DriftKind.ACCOUNT_FOREIGN_ALIAS;
  }

  /** Whether an externalId has the form of a binding's id. */
  static boolean isBinding(String externalId) {
    return BINDING.matcher(externalId).matches();
  }

  private boolean isTaken(EmailAddress address) {
    return comparison.inUnit(unit -> unit.aliases().isTaken(address));
  }
}
