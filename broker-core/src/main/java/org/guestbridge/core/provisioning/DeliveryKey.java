package org.guestbridge.core.provisioning;

import java.util.UUID;

/**
 * What is delivered where.
 *
 * @param directory the directory's name in the realm file, at most 64 characters
 * @param kind account or group
 * @param item the binding's id as text, or the group's name; at most 255 characters
 */
public record DeliveryKey(String directory, DeliveryKind kind, String item) {

  public DeliveryKey {
    PersonStatement.check(directory, 1, 64);
    PersonStatement.check(item, 1, 255);
  }

  /** The key of an account. */
  public static DeliveryKey account(String directory, UUID bindingId) {
    return new DeliveryKey(directory, DeliveryKind.USER, bindingId.toString());
  }

  /** The key of a group. */
  public static DeliveryKey group(String directory, String name) {
    return new DeliveryKey(directory, DeliveryKind.GROUP, name);
  }
}
