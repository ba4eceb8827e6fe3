package org.guestbridge.app.scim.out;

import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.text.RealmId;

/**
 * A group as a directory has it, without its members. Untrusted.
 *
 * @param id the directory's id
 * @param displayName the name; empty when there is none that a group of the broker can have
 * @param externalId the client's own id
 */
public record RemoteGroup(String id, String displayName, Optional<String> externalId) {

  /** Whether the broker made it, as the externalId proves. */
  public boolean isMadeIn(RealmId realm) {
    return externalId.equals(Optional.of(GroupDelivery.externalId(realm, displayName)));
  }

  static RemoteGroup of(Map<String, Object> resource) throws DeliveryFailure {
    return new RemoteGroup(
        ScimReply.id(resource),
        ScimReply.text(resource, "displayName").filter(name -> name.indexOf('\0') < 0).orElse(""),
        ScimReply.text(resource, "externalId"));
  }
}
