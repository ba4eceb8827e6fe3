package org.guestbridge.app.scim.out;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.provisioning.Lease;
import org.guestbridge.core.text.EmailAddress;

/**
 * What was answered about the accounts that one round is to make, all asked at once. Accounts that
 * the directory is known to have, and those that are to be deactivated, are not asked about.
 */
final class MailAnswers {

  private final MailReadiness mail;
  private final Set<EmailAddress> asked;
  private final Map<EmailAddress, Code> objections;

  private MailAnswers(
      MailReadiness mail, Set<EmailAddress> asked, Map<EmailAddress, Code> objections) {
    this.mail = mail;
    this.asked = asked;
    this.objections = objections;
  }

  /** Asks about what is new among {@code leases}. */
  static MailAnswers about(List<Lease> leases, MailReadiness mail) {
    Set<EmailAddress> fresh =
        leases.stream()
            .map(Lease::delivery)
            .filter(delivery -> delivery.remoteId().isEmpty())
            .map(Delivery::account)
            .flatMap(Optional::stream)
            .filter(DesiredAccount::active)
            .map(DesiredAccount::address)
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableSet());
    return new MailAnswers(mail, fresh, fresh.isEmpty() ? Map.of() : mail.objections(fresh));
  }

  /**
   * Returns when the account may be made. One that vanished from the directory is asked about by
   * itself, since it was not new when the round began.
   */
  void requireReady(DesiredAccount account) throws DeliveryFailure {
    Optional<EmailAddress> address = account.address();
    if (address.isEmpty()) {
      return;
    }
    Map<EmailAddress, Code> answer =
        asked.contains(address.get()) ? objections : mail.objections(Set.of(address.get()));
    Optional<Code> objection = Optional.ofNullable(answer.get(address.get()));
    if (objection.isPresent()) {
      throw DeliveryFailure.retry(objection.get(), "no account is made before mail would arrive");
    }
  }
}
