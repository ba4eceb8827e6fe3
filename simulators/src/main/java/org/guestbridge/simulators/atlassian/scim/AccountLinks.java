package org.guestbridge.simulators.atlassian.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.guestbridge.simulators.atlassian.Account;
import org.guestbridge.simulators.atlassian.Accounts;
import org.guestbridge.simulators.atlassian.DomainState;
import org.guestbridge.simulators.atlassian.Organization;
import org.guestbridge.simulators.atlassian.Switch;
import org.guestbridge.simulators.atlassian.mail.MailSink;
import org.guestbridge.simulators.atlassian.mail.SentMail;

/**
 * What a change of a SCIM user does to accounts. A user of a claimed domain is linked to a managed
 * account; any other is external, and its person's account is out of the organization's reach
 * (community.atlassian.com, "Easily provision users from outside your verified domain"). Called
 * with the directory's lock held.
 */
final class AccountLinks {
  private final Organization organization;
  private final Accounts accounts;
  private final DirectoryStore store;
  private final TroubleshootingLog log;
  private final MailSink mail;

  AccountLinks(
      Organization organization, DirectoryStore store, TroubleshootingLog log, MailSink mail) {
    this.organization = organization;
    this.accounts = organization.accounts();
    this.store = store;
    this.log = log;
    this.mail = mail;
  }

  /** Links a new user; empty where the user is external. */
  Optional<String> link(String scimId, ObjectNode document) {
    String email = UserDocument.primaryEmail(document);
    if (organization.domainOf(email) != DomainState.VERIFIED) {
      if (organization.switches().isOn(Switch.SCIM_REFUSES_UNVERIFIED_DOMAINS)) {
        String line = "User with ID " + scimId + ", primary email, is not a managed user";
        log.add(line);
        throw ScimRefusal.invalidValue(line);
      }
      return Optional.empty();
    }
    boolean active = document.path("active").asBoolean();
    synchronized (accounts) {
      Optional<Account> existing = accounts.findByEmail(email);
      if (existing.isEmpty()) {
        Account made = accounts.add(email, Optional.empty(), given(document), family(document));
        return Optional.of(
            accounts.change(made.accountId(), a -> a.withActive(active)).accountId());
      }
      Account account = existing.get();
      if (store.userByAccount(account.accountId()).isPresent()) {
        throw ScimRefusal.conflict("USER", "email", email);
      }
      if (!account.managed() && !organization.switches().isOn(Switch.AUTOMATIC_DOMAIN_CLAIM)) {
        return Optional.empty();
      }
      accounts.change(
          account.accountId(),
          before ->
              (before.managed() ? before : before.claimed())
                  .withActive(active)
                  .withNames(given(document), family(document)));
      return Optional.of(account.accountId());
    }
  }

  /** Carries a change over to the account; answers the account that is linked afterwards. */
  Optional<String> change(StoredUser before, ObjectNode document) {
    String email = UserDocument.primaryEmail(document);
    Optional<Account> linked = before.accountId().flatMap(accounts::find);
    if (linked.isPresent() && linked.get().managed()) {
      return email.equals(before.email())
          ? updateManaged(linked.get(), before, document)
          : moveManaged(linked.get(), before, document);
    }
    return changeExternal(before, document);
  }

  /** The person lost the record: the account stays, deactivated where it is managed. */
  void unlinkDeleted(StoredUser user) {
    user.accountId()
        .flatMap(accounts::find)
        .filter(Account::managed)
        .ifPresent(
            account -> accounts.change(account.accountId(), before -> before.withActive(false)));
  }

  /** Access to a product through a group: somebody external gets an invitation, once. */
  void joinedGroup(StoredUser user) {
    if (!user.active() || user.accountId().isPresent()) {
      return;
    }
    SentMail sent =
        mail.send(
            SentMail.Kind.INVITATION,
            user.email(),
            "You have been invited",
            "Set a password of your own to join.");
    if (sent.outcome() == SentMail.Outcome.ACCEPTED) {
      synchronized (accounts) {
        Account account =
            accounts
                .findByEmail(user.email())
                .orElseGet(() -> accounts.addUnmanaged(user.email(), "", ""));
        if (store.userByAccount(account.accountId()).isEmpty()) {
          store.put(user.withAccount(Optional.of(account.accountId())));
        }
      }
    }
  }

  private Optional<String> updateManaged(Account account, StoredUser before, ObjectNode document) {
    String display = document.path("displayName").asText("");
    boolean renamed = !display.equals(before.attributes().path("displayName").asText(""));
    boolean active = document.path("active").asBoolean();
    accounts.change(
        account.accountId(),
        old -> {
          Account changed = active == before.active() ? old : old.withActive(active);
          return renamed
              ? changed.withNames(given(document, display), family(document, display))
              : changed;
        });
    return before.accountId();
  }

  private Optional<String> moveManaged(Account account, StoredUser before, ObjectNode document) {
    String email = UserDocument.primaryEmail(document);
    if (organization.domainOf(email) != DomainState.VERIFIED) {
      store.leaveAllGroups(before.id());
      log.add(unlinked(before.id(), email));
      return Optional.empty();
    }
    boolean taken =
        accounts
            .findByEmail(email)
            .map(other -> !other.accountId().equals(account.accountId()))
            .orElse(false);
    if (taken) {
      throw ScimRefusal.conflict("USER", "email", email);
    }
    accounts.change(account.accountId(), old -> old.withEmail(email));
    return updateManaged(account, before, document);
  }

  private Optional<String> changeExternal(StoredUser before, ObjectNode document) {
    String email = UserDocument.primaryEmail(document);
    boolean moved = !email.equalsIgnoreCase(before.email());
    if (moved && organization.domainOf(email) == DomainState.VERIFIED) {
      store.leaveAllGroups(before.id());
      return link(before.id(), document);
    }
    ObjectNode old = before.attributes();
    boolean active = document.path("active").asBoolean();
    if (!active) {
      store.leaveAllGroups(before.id());
    }
    ObjectNode same = document.deepCopy();
    same.put("active", before.active());
    if (same.equals(old)) {
      return before.accountId();
    }
    if (organization.switches().isOn(Switch.SCIM_REFUSES_UNVERIFIED_DOMAINS)) {
      log.add("User with ID " + before.id() + ", primary email, is not a managed user");
      return before.accountId();
    }
    store.leaveAllGroups(before.id());
    log.add(unlinked(before.id(), email));
    return Optional.empty();
  }

  private static String unlinked(String scimId, String email) {
    return "Email update to unmanaged user with ID "
        + scimId
        + ", primary email "
        + email
        + ", unlinked any associated atlassian account.";
  }

  private static String given(ObjectNode document) {
    String given = document.path("name").path("givenName").asText("");
    return given.isEmpty() ? given(document, document.path("displayName").asText("")) : given;
  }

  private static String family(ObjectNode document) {
    String family = document.path("name").path("familyName").asText("");
    return family.isEmpty() ? family(document, document.path("displayName").asText("")) : family;
  }

  /** A display name overwrites both names; an empty one leaves them to the name's parts. */
  private static String given(ObjectNode document, String display) {
    int blank = display.trim().lastIndexOf(' ');
    return blank < 0
        ? document.path("name").path("givenName").asText(display)
        : display.trim().substring(0, blank);
  }

  private static String family(ObjectNode document, String display) {
    int blank = display.trim().lastIndexOf(' ');
    return blank < 0
        ? document.path("name").path("familyName").asText("")
        : display.trim().substring(blank + 1);
  }
}
