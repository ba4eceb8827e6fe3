package org.guestbridge.app.scim.out;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;

/**
 * Notices when an Atlassian directory makes records without linking them to an account of the
 * organization. Their people are external to Atlassian: they are invited and choose a password, and
 * no change of the record reaches their account. That is so on a domain that nobody verified, and
 * on a verified one of which no account is claimed yet (jira.atlassian.com, ACCESS-2172).
 *
 * <p>Safe for use by several threads. Keeps one entry for each domain of the realm at most.
 */
final class ManagedAccounts {

  /** The extension in which Atlassian names the linked account, read-only. */
  private static final String EXTENSION = "urn:scim:schemas:extension:atlassian-external:1.0";

  private final boolean isAtlassian;
  private final Consumer<DomainName> turnedExternal;
  private final Consumer<DomainName> turnedManaged;
  private final Set<DomainName> external = ConcurrentHashMap.newKeySet();

  /**
   * Has seen no record yet.
   *
   * @param isAtlassian whether the directory is Atlassian's; of others nothing is noticed
   * @param turnedExternal told when the first record of a domain is not linked, or one is not after
   *     others were
   * @param turnedManaged told when one is linked after others were not
   */
  ManagedAccounts(
      boolean isAtlassian,
      Consumer<DomainName> turnedExternal,
      Consumer<DomainName> turnedManaged) {
    this.isAtlassian = isAtlassian;
    this.turnedExternal = turnedExternal;
    this.turnedManaged = turnedManaged;
  }

  /** The id of the Atlassian account that a record is linked to. Untrusted. */
  static Optional<String> accountId(Map<String, Object> resource) {
    Map<String, Object> link = ScimCalls.members(resource.getOrDefault(EXTENSION, Map.of()));
    return ScimReply.text(link, "atlassianAccountId").filter(id -> !id.isEmpty());
  }

  /** Looks at the record that the directory answered when it made {@code account}. */
  void made(DesiredAccount account, Map<String, Object> resource) {
    Optional<DomainName> domain = account.address().map(EmailAddress::domain);
    if (!isAtlassian || domain.isEmpty()) {
      return;
    }
    if (accountId(resource).isPresent()) {
      if (external.remove(domain.get())) {
        turnedManaged.accept(domain.get());
      }
    } else if (external.add(domain.get())) {
      turnedExternal.accept(domain.get());
    }
  }

  /** Of how many domains the newest record was not linked. */
  int externalDomains() {
    return external.size();
  }
}
