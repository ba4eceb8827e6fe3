package org.guestbridge.app.scim.out;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.text.EmailAddress;

/**
 * Brings one account of a directory to what it is to be. Told twice, or cut off anywhere, it comes
 * to the same. An account is deactivated and never deleted; one that is not the broker's is never
 * changed, unless an administrator linked it and it has the same address.
 */
final class AccountDelivery {

  private static final String USERS = "/Users";

  private final ScimCalls calls;
  private final Links links;
  private final ManagedAccounts managed;

  AccountDelivery(ScimCalls calls, Links links, ManagedAccounts managed) {
    this.calls = calls;
    this.links = links;
    this.managed = managed;
  }

  /**
   * Returns when the directory has the account as it is to be.
   *
   * @param mail refuses an account to be made for which mail would not arrive
   */
  void deliver(Delivery delivery, MailAnswers mail, WriteTurn turn) throws DeliveryFailure {
    DesiredAccount account = delivery.account().orElseThrow();
    Optional<String> known = delivery.remoteId();
    if (known.isPresent()) {
      ScimReply there = calls.get(USERS + "/" + known.get());
      if (!there.isMissing()) {
        requireOurs(delivery, account, there);
        bring(there, account, turn);
        return;
      }
      links.forget(delivery.key(), known.get());
    }
    if (account.active()) {
      mail.requireReady(account);
      create(delivery, account, turn);
    } else {
      Optional<Map<String, Object>> own = own(account);
      if (own.isPresent()) {
        adopt(delivery, account, own.get(), turn);
      }
    }
  }

  private void create(Delivery delivery, DesiredAccount account, WriteTurn turn)
      throws DeliveryFailure {
    AccountDocument document = new AccountDocument(account);
    ScimReply reply =
        ScimCalls.requireDirectory(calls.write("POST", USERS, document.creation(), turn));
    if (reply.isSuccess()) {
      if (!document.owns(reply.resource()) || !document.hasAddress(reply.resource())) {
        throw DeliveryFailure.retry(
            Code.DELIVERY_ANSWER_INVALID, "another account was answered than the one made");
      }
      links.remember(delivery.key(), reply.id());
      managed.made(account, reply.resource());
      return;
    }
    Optional<Map<String, Object>> own = own(account);
    if (own.isEmpty()) {
      throw foreign(account, reply);
    }
    adopt(delivery, account, own.get(), turn);
  }

  /** The account that an earlier try made, as its externalId proves. */
  private Optional<Map<String, Object>> own(DesiredAccount account) throws DeliveryFailure {
    AccountDocument document = new AccountDocument(account);
    List<Map<String, Object>> own =
        calls.find(USERS, "externalId", document.externalId(), "").stream()
            .filter(document::owns)
            .toList();
    if (own.size() > 1) {
      throw DeliveryFailure.setAside(
          Code.DELIVERY_REFUSED, "several accounts have the externalId " + document.externalId());
    }
    return own.stream().findFirst();
  }

  private DeliveryFailure foreign(DesiredAccount account, ScimReply conflict)
      throws DeliveryFailure {
    AccountDocument document = new AccountDocument(account);
    String address = account.address().map(EmailAddress::value).orElse("");
    for (Map<String, Object> each : calls.find(USERS, "userName", address, "")) {
      if (document.hasAddress(each)) {
        return DeliveryFailure.setAside(
            Code.DELIVERY_ACCOUNT_FOREIGN, "id " + ScimReply.id(each) + ", " + conflict.text());
      }
    }
    return DeliveryFailure.setAside(Code.DELIVERY_ACCOUNT_FOREIGN, conflict.text());
  }

  private void adopt(
      Delivery delivery, DesiredAccount account, Map<String, Object> own, WriteTurn turn)
      throws DeliveryFailure {
    String id = ScimReply.id(own);
    links.remember(delivery.key(), id);
    bring(new ScimReply(200, own, ""), account, turn);
  }

  /** Somebody else's account is not kept in mind either, lest it be put into our groups. */
  private void requireOurs(Delivery delivery, DesiredAccount account, ScimReply there)
      throws DeliveryFailure {
    AccountDocument document = new AccountDocument(account);
    Map<String, Object> resource = requireSuccess(there).resource();
    if (!document.owns(resource) && !document.hasAddress(resource)) {
      String id = there.id();
      links.forget(delivery.key(), delivery.remoteId().orElse(id));
      throw DeliveryFailure.setAside(
          Code.DELIVERY_ACCOUNT_FOREIGN,
          "id " + id + " has another externalId and another userName");
    }
  }

  private void bring(ScimReply there, DesiredAccount account, WriteTurn turn)
      throws DeliveryFailure {
    AccountDocument document = new AccountDocument(account);
    Map<String, Object> resource = requireSuccess(there).resource();
    Map<String, Object> differences = document.differences(resource);
    if (differences.isEmpty()) {
      return;
    }
    String path = USERS + "/" + there.id();
    ScimReply after = calls.patch(path, AccountDocument.replacing(differences), turn);
    if (after.status() == 409) {
      throw foreign(account, after);
    }
    Map<String, Object> left = document.differences(requireSuccess(after).resource());
    if (!left.isEmpty()) {
      throw DeliveryFailure.setAside(
          Code.DELIVERY_REFUSED, "the directory keeps other values of " + left.keySet());
    }
  }

  private static ScimReply requireSuccess(ScimReply reply) throws DeliveryFailure {
    if (!reply.isSuccess()) {
      throw DeliveryFailure.retry(Code.DELIVERY_ANSWER_INVALID, reply.text());
    }
    return reply;
  }
}
