package org.guestbridge.app.attack;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.broker.AdminCommand;
import org.guestbridge.core.broker.AdminOutcome;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.ChangedHumanPolicies;
import org.guestbridge.core.broker.LoginAttempt;
import org.guestbridge.core.broker.LoginOutcome;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.memory.InMemoryLedger;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.oidc.OidcClaims;

/**
 * People before the registry. A case may let somebody sign in {@code first}, give an {@code order}
 * about their binding, and exchange a text of the realm file; then comes who has to be refused, as
 * claims that differ from those of a guest or an employee ({@code base}).
 */
final class RegistrySurface implements AttackSurface {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String HOME = "3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81";
  private static final String PARTNER = "9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90";

  private static final Set<String> EDITS = Set.of("person", "known-person", "same-transaction");

  private static final String FIRST = "first";

  private long written;

  /** One registry that starts empty. */
  private static final class Stage {

    private final InMemoryLedger ledger =
        new InMemoryLedger(RegistryKey.of(new byte[32]), InstantSource.fixed(NOW));
    private final Realm realm;
    private final Broker broker;

    Stage(AttackCase attack) {
      String text =
          attack.with().containsKey("from")
              ? RealmText.replaced(attack.text("from"), attack.text("to"))
              : RealmText.GOOD;
      this.realm =
          RealmText.load(text)
              .fold(
                  LoadResult.Loaded::realm,
                  rejected -> {
                    throw new IllegalArgumentException(attack + ": " + rejected.problems());
                  });
      this.broker =
          new Broker(
              ledger, realm.id(), realm::rules, ChangedHumanPolicies.defaults(), code -> true);
    }

    LoginOutcome login(Map<String, Object> claims, String transaction) throws Exception {
      OidcUpstream upstream = (OidcUpstream) realm.upstream();
      OidcClaims read = OidcClaims.read(claims, upstream.provider());
      VerifiedIdentity identity =
          VerifiedIdentity.attested(
              new Evidence.IdToken("entra", read.account(), NOW), read.subject(), read.profile());
      OnceMark mark = new OnceMark(OnceMark.Kind.LOGIN_TRANSACTION, "example", transaction, NOW);
      return broker.login(new LoginAttempt(identity, mark, "atlassian", "c"));
    }

    void order(String order, UUID binding) {
      AdminCommand command = new AdminCommand(binding, "test", "c");
      AdminOutcome outcome =
          switch (order) {
            case "hold" -> broker.hold(command);
            case "retire" -> broker.retire(command);
            case "erase" -> {
              broker.retire(command);
              yield broker.erase(command);
            }
            default -> throw new IllegalArgumentException(order);
          };
      if (!(outcome instanceof AdminOutcome.Done)) {
        throw new IllegalStateException(order + " was not carried out");
      }
    }

    long count() {
      return LedgerCount.of(ledger, realm.id());
    }
  }

  @Override
  public String input() {
    return "registry";
  }

  @Override
  public Verdict attempt(AttackCase attack) throws Exception {
    if (!EDITS.contains(attack.edit())) {
      throw new IllegalArgumentException("there is no edit for " + attack);
    }
    Stage stage = new Stage(attack);
    prepare(stage, attack, true);
    long before = stage.count();
    Verdict verdict =
        attack.edit().equals("same-transaction")
            ? verdict(stage, person(attack, "who"), FIRST)
            : verdict(stage, person(attack, "who"), "attempt");
    written += stage.count() - before;
    return verdict;
  }

  /** Whoever came first comes again; without anybody, the person as they should be comes. */
  @Override
  public Verdict twin(AttackCase attack) throws Exception {
    Stage stage = new Stage(attack);
    prepare(stage, attack, false);
    boolean twins = attack.with().containsKey("first");
    return verdict(stage, twins ? person(attack, "first") : base(attack), "attempt");
  }

  @Override
  public long written() {
    return written;
  }

  private static void prepare(Stage stage, AttackCase attack, boolean withOrder) throws Exception {
    if (!attack.with().containsKey("first")) {
      return;
    }
    LoginOutcome outcome = stage.login(person(attack, "first"), FIRST);
    if (!(outcome instanceof LoginOutcome.Released released)) {
      throw new IllegalStateException("the first login of " + attack + " came to " + outcome);
    }
    if (withOrder && attack.with().containsKey("order")) {
      stage.order(attack.text("order"), released.identity().internalId());
    }
  }

  private static Verdict verdict(Stage stage, Map<String, Object> claims, String transaction)
      throws Exception {
    LoginOutcome[] outcome = new LoginOutcome[1];
    Verdict read = Edits.verdict(() -> outcome[0] = stage.login(claims, transaction));
    return outcome[0] instanceof LoginOutcome.Refused refused
        ? Verdict.refused(refused.code())
        : read;
  }

  /** A guest or an employee with the claims that the case gives them; an empty text removes one. */
  private static Map<String, Object> person(AttackCase attack, String parameter) {
    Map<String, Object> claims = base(attack);
    if (attack.with().get(parameter) instanceof Map<?, ?> changes) {
      if (changes.containsKey("base")) {
        claims = base(String.valueOf(changes.get("base")));
      }
      for (Map.Entry<?, ?> change : changes.entrySet()) {
        String name = String.valueOf(change.getKey());
        if ("".equals(change.getValue())) {
          claims.remove(name);
        } else if (!name.equals("base")) {
          claims.put(name, change.getValue());
        }
      }
    }
    if (parameter.equals("who") && attack.with().containsKey("value")) {
      claims.put(attack.text("name"), attack.with().get("value"));
    }
    return claims;
  }

  private static Map<String, Object> base(AttackCase attack) {
    return base(attack.text("base", "guest"));
  }

  private static Map<String, Object> base(String kind) {
    boolean guest = kind.equals("guest");
    String address = guest ? "jo@partner.example" : "ann@example.com";
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("tid", HOME);
    claims.put("oid", guest ? id(1) : id(2));
    claims.put("idp", "https://sts.windows.net/" + (guest ? PARTNER : HOME) + "/");
    claims.put("email", address);
    claims.put("preferred_username", address);
    if (!guest) {
      claims.put("upn", address);
    }
    claims.put("name", "Jo Doe");
    claims.put("given_name", "Jo");
    claims.put("family_name", "Doe");
    return claims;
  }

  private static String id(int number) {
    return "00000000-0000-4000-8000-00000000000" + number;
  }
}
