package org.guestbridge.core.provisioning;

import java.util.UUID;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.problem.RefusalException;

/**
 * A way by which people are told of, belonging to one upstream.
 *
 * @param name 1 to 32 characters, unique in the realm
 * @param upstream the upstream's name in the realm file
 * @param tenantId the upstream's tenant; with a person's object id it is the key that logins prove
 * @param kinds from where the kind of an account is known
 * @param profiles reads what is said about a person
 * @param provisions whether its people may have accounts by it; false where it only shows entries
 *     to other channels, and names of groups
 */
public record Channel(
    String name,
    String upstream,
    UUID tenantId,
    KindSource kinds,
    ProfileReader profiles,
    boolean provisions) {

  public Channel {
    PersonStatement.check(name, 1, 32);
  }

  /** Reads what a stored document says about a person. */
  @FunctionalInterface
  public interface ProfileReader {

    /**
     * Reads a document that the channel stored. The groups are added from memberships; a sign-in
     * name is not known and stays empty.
     *
     * @param kind whose account it is, as far as {@link Channel#kinds()} tell
     * @throws RefusalException the person is held back with its code
     */
    Profile read(String document, AccountKind kind) throws RefusalException;
  }
}
