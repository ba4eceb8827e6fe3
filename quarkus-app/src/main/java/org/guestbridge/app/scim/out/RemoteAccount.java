package org.guestbridge.app.scim.out;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.text.EmailAddress;

/** An account as a directory has it. Untrusted and personal. */
public final class RemoteAccount {

  private final String id;
  private final Map<String, Object> resource;

  RemoteAccount(Map<String, Object> resource) throws DeliveryFailure {
    this.id = ScimReply.id(resource);
    this.resource = resource;
  }

  /** The directory's id. */
  public String id() {
    return id;
  }

  /** The client's own id, for accounts of the broker the id of the binding. */
  public Optional<String> externalId() {
    return ScimReply.text(resource, "externalId");
  }

  /** The user name as it is there; empty when there is none. */
  public String userName() {
    return ScimReply.text(resource, "userName").orElse("");
  }

  /** The user name and the mails, as far as they are addresses in normal form. */
  public Set<EmailAddress> addresses() {
    Set<EmailAddress> addresses = new HashSet<>();
    EmailAddress.parse(userName()).ifPresent(addresses::add);
    if (resource.getOrDefault("emails", List.of()) instanceof List<?> mails) {
      for (Object mail : mails) {
        if (mail != null) {
          ScimReply.text(ScimCalls.members(mail), "value")
              .flatMap(EmailAddress::parse)
              .ifPresent(addresses::add);
        }
      }
    }
    return addresses;
  }

  /** Whether it can be used; true when the directory does not say. */
  public boolean isActive() {
    return Boolean.TRUE.equals(resource.getOrDefault("active", true));
  }

  /**
   * Whether it is linked to an account of the Atlassian organization, as Atlassian's directories
   * say in an extension; false for every account of other directories.
   */
  public boolean isLinkedAtAtlassian() {
    return ManagedAccounts.accountId(resource).isPresent();
  }

  /** The directory's ids of the groups it is in. */
  public Set<String> groups() {
    Set<String> ids = new HashSet<>();
    if (resource.getOrDefault("groups", List.of()) instanceof List<?> groups) {
      for (Object group : groups) {
        if (group != null) {
          ScimReply.text(ScimCalls.members(group), "value")
              .filter(ScimReply::isId)
              .ifPresent(ids::add);
        }
      }
    }
    return ids;
  }

  /** The paths of the attributes that it has otherwise than {@code account} is to have them. */
  public Set<String> differences(DesiredAccount account) {
    return new AccountDocument(account).differences(resource).keySet();
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[account " + id + "]";
  }
}
