package org.guestbridge.app.scim.out;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.MemberDelivery;
import org.guestbridge.core.text.RealmId;

/**
 * Makes one group of a directory and brings its members to what they are to be. A group is never
 * renamed and never deleted, and one that the broker did not make is never filled: its members may
 * be administrators.
 */
final class GroupDelivery {

  /** Memberships in one PATCH. */
  static final int BATCH = 100;

  private static final String GROUPS = "/Groups";

  /** A large group's answer would be over every limit. */
  private static final String WITHOUT_MEMBERS = "excludedAttributes=members";

  private static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";

  private final Ledger ledger;
  private final RealmId realm;
  private final ScimCalls calls;
  private final Links links;

  GroupDelivery(Ledger ledger, RealmId realm, ScimCalls calls, Links links) {
    this.ledger = ledger;
    this.realm = realm;
    this.calls = calls;
    this.links = links;
  }

  /** Returns when the directory has the group, and its members as far as the turn allows. */
  void deliver(Delivery delivery, WriteTurn turn) throws DeliveryFailure {
    DeliveryKey key = delivery.key();
    String id = delivery.remoteId().isPresent() ? delivery.remoteId().get() : create(key, turn);
    if (delivery.remoteId().isPresent()
        && delivery.deliveredVersion() < delivery.desiredVersion()) {
      requireThere(key, id);
    }
    List<MemberDelivery> batch = differing(key);
    while (!batch.isEmpty() && !turn.isOver()) {
      tell(key, id, batch, turn);
      batch = differing(key);
    }
  }

  private String create(DeliveryKey key, WriteTurn turn) throws DeliveryFailure {
    String externalId = externalId(key);
    Map<String, Object> body =
        Map.of("schemas", List.of(SCHEMA), "displayName", key.item(), "externalId", externalId);
    ScimReply reply =
        ScimCalls.requireDirectory(calls.write("POST", GROUPS + "?" + WITHOUT_MEMBERS, body, turn));
    String id = reply.isSuccess() ? reply.id() : own(key, reply);
    links.remember(key, id);
    return id;
  }

  /** The group that an earlier try made, as its externalId proves. */
  private String own(DeliveryKey key, ScimReply conflict) throws DeliveryFailure {
    for (Map<String, Object> each :
        calls.find(GROUPS, "displayName", key.item(), "&" + WITHOUT_MEMBERS)) {
      boolean named = ScimReply.text(each, "displayName").filter(key.item()::equals).isPresent();
      if (named && ScimReply.text(each, "externalId").filter(externalId(key)::equals).isPresent()) {
        return ScimReply.id(each);
      }
    }
    throw DeliveryFailure.setAside(Code.DELIVERY_GROUP_FOREIGN, conflict.text());
  }

  private void requireThere(DeliveryKey key, String id) throws DeliveryFailure {
    if (calls.get(GROUPS + "/" + id + "?" + WITHOUT_MEMBERS).isMissing()) {
      links.forget(key, id);
      throw DeliveryFailure.retry(Code.DELIVERY_ANSWER_INVALID, "the group is gone; made anew");
    }
  }

  /**
   * Tells of all at once. A directory may refuse that altogether because one who is to leave is no
   * member (RFC 7644 section 3.12, {@code noTarget}), as after an answer that was lost; then it is
   * told of each alone.
   */
  private void tell(DeliveryKey key, String id, List<MemberDelivery> batch, WriteTurn turn)
      throws DeliveryFailure {
    try {
      change(key, id, batch, turn);
    } catch (DeliveryFailure refused) {
      if (!refused.isNoTarget() || batch.stream().allMatch(MemberDelivery::wanted)) {
        throw refused;
      }
      if (batch.size() == 1) {
        requireOutside(id, batch.get(0), refused);
        record(key, batch);
        return;
      }
      for (MemberDelivery member : batch) {
        tell(key, id, List.of(member), turn);
      }
    }
  }

  /** That there was nothing to remove is believed only of an account that is not in the group. */
  private void requireOutside(String id, MemberDelivery member, DeliveryFailure refused)
      throws DeliveryFailure {
    ScimReply account = calls.get("/Users/" + member.remoteId().orElseThrow());
    if (!account.isMissing() && new RemoteAccount(account.resource()).groups().contains(id)) {
      throw refused;
    }
  }

  private void change(DeliveryKey key, String id, List<MemberDelivery> batch, WriteTurn turn)
      throws DeliveryFailure {
    ScimReply reply =
        calls.patch(
            GROUPS + "/" + id + "?" + WITHOUT_MEMBERS,
            AccountDocument.patch(operations(batch)),
            turn);
    if (reply.isMissing()) {
      requireThere(key, id);
      renewMissing(key.directory(), batch);
      throw DeliveryFailure.retry(Code.DELIVERY_ANSWER_INVALID, reply.text());
    }
    if (!reply.isSuccess() || !reply.id().equals(id)) {
      throw DeliveryFailure.retry(Code.DELIVERY_ANSWER_INVALID, reply.text());
    }
    record(key, batch);
  }

  private void record(DeliveryKey key, List<MemberDelivery> batch) {
    ledger.inUnit(
        realm,
        unit -> {
          unit.outbox().membersDelivered(key.directory(), key.item(), batch);
          return key;
        });
  }

  /** Accounts that somebody deleted at the directory are made anew. */
  private void renewMissing(String directory, List<MemberDelivery> batch) throws DeliveryFailure {
    for (MemberDelivery member : batch) {
      Optional<String> account = member.remoteId();
      if (account.isPresent() && calls.get("/Users/" + account.get()).isMissing()) {
        links.renew(DeliveryKey.account(directory, member.bindingId()), account.get());
      }
    }
  }

  private static List<Map<String, Object>> operations(List<MemberDelivery> batch) {
    List<Map<String, Object>> joining = new ArrayList<>();
    List<Map<String, Object>> operations = new ArrayList<>();
    for (MemberDelivery member : batch) {
      String account = member.remoteId().orElseThrow();
      if (member.wanted()) {
        joining.add(Map.of("value", account, "type", "User"));
      } else {
        String path = "members[value eq \"" + account + "\"]";
        operations.add(Map.of("op", "remove", "path", path));
      }
    }
    if (!joining.isEmpty()) {
      operations.add(Map.of("op", "add", "path", "members", "value", joining));
    }
    return operations;
  }

  private List<MemberDelivery> differing(DeliveryKey key) {
    return ledger.inUnit(
        realm, unit -> unit.outbox().differing(key.directory(), key.item(), BATCH));
  }

  private String externalId(DeliveryKey key) {
    return externalId(realm, key.item());
  }

  /** The externalId that proves that the broker made the group. */
  static String externalId(RealmId realm, String name) {
    return "guestbridge:" + realm.value() + ":" + name;
  }
}
