package org.guestbridge.realm.load;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.ChangedHuman;
import org.guestbridge.realm.document.Document;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Problems;
import org.guestbridge.realm.document.RetiredKeys;
import org.guestbridge.realm.document.Section;
import org.guestbridge.realm.login.LoginPolicy;

/**
 * Loads the document that holds everything to decide a login through one upstream: {@code realm},
 * {@code domains} and {@code rules} as in a realm file, and {@code upstream} with the upstream's
 * {@code name} and of its entry the keys that say how people are read and trusted.
 *
 * <p>As strict as the loader of realm files, with the same codes. References to files and
 * environment variables are refused: whoever may edit the document must not read the host's.
 */
public final class LoginPolicyLoader {

  private LoginPolicyLoader() {}

  /**
   * Loads a document.
   *
   * @param json at most 1 MiB in UTF-8
   */
  public static LoginPolicyResult load(String json) {
    Problems problems = new Problems();
    Optional<LoginPolicy> policy =
        Document.read(
                json.getBytes(StandardCharsets.UTF_8),
                DocumentFormat.JSON,
                RetiredKeys.NONE,
                problems)
            .flatMap(LoginPolicyLoader::policy);
    return problems.count() > 0 || policy.isEmpty()
        ? new LoginPolicyResult.Rejected(problems.sorted())
        : new LoginPolicyResult.Loaded(policy.get());
  }

  private static Optional<LoginPolicy> policy(Section root) {
    Optional<RealmId> realm = root.required("realm").flatMap(RealmReader::realmId);
    Optional<AddressDomains> domains = root.required("domains").flatMap(DomainsReader::read);
    Optional<LoginSourceReader.Connection> upstream =
        root.required("upstream")
            .flatMap(Node::section)
            .flatMap(section -> new LoginSourceReader().read(section));
    Optional<RuleSet> rules =
        root.required("rules").flatMap(node -> new RulesReader(domains).read(node));
    return root.finish(
        () -> {
          LoginSourceReader.Connection connection = upstream.orElseThrow();
          return new LoginPolicy(
              realm.orElseThrow(),
              connection.name(),
              connection.source(),
              rules.orElseThrow(),
              connection.changedHuman().orElse(ChangedHuman.DEFAULTS));
        });
  }
}
