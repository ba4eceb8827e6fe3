package org.guestbridge.realm;

import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.text.DomainName;

/**
 * How a person finds the upstream they belong to, when a realm has several.
 *
 * @param label what the chooser page calls the upstream, at most 80 characters; its name when
 *     absent
 * @param mailDomains whose people are sent there without being asked, when the downstream names the
 *     person by an address of one of them; untrusted input decides nothing but the way
 */
public record HomeRealm(Optional<String> label, Set<DomainName> mailDomains) {

  /** Longest label, in characters. */
  public static final int MAX_LABEL_LENGTH = 80;

  /** No label and no domains. */
  public static final HomeRealm UNSPECIFIED = new HomeRealm(Optional.empty(), Set.of());

  public HomeRealm {
    mailDomains = Set.copyOf(mailDomains);
    if (label.filter(text -> text.isBlank() || text.length() > MAX_LABEL_LENGTH).isPresent()) {
      throw new IllegalArgumentException("the label is blank or too long");
    }
  }
}
