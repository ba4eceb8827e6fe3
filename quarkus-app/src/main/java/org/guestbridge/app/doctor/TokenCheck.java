package org.guestbridge.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.guestbridge.core.identity.AccountEvidence;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.AccountProof;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.rules.Decision;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.identity.IdentityDocument;
import org.guestbridge.realm.oidc.OidcClaims;

/**
 * Compares a real ID token with what the realm relies on: which optional claims it has, whether it
 * proves whose account it is, and what the rules make of it. Names of claims are shown, never
 * values.
 */
final class TokenCheck implements Check {

  private static final List<String> OPTIONAL =
      List.of(
          "idp",
          "acct",
          "email",
          "upn",
          "verified_primary_email",
          "xms_edov",
          "given_name",
          "family_name",
          "groups",
          "roles",
          "sid",
          "login_hint",
          "auth_time");

  private final Realm realm;
  private final TokenFile token;

  TokenCheck(Realm realm, TokenFile token) {
    this.realm = realm;
    this.token = token;
  }

  @Override
  public String name() {
    return "token";
  }

  @Override
  public List<Finding> run() {
    Optional<Map<String, Object>> claims = token.claims();
    return claims.isEmpty()
        ? List.of(Finding.of(Diagnosis.TOKEN_UNREADABLE, "token", "nothing to read"))
        : ofClaims(claims.get());
  }

  private List<Finding> ofClaims(Map<String, Object> claims) {
    String refusal = "no upstream has the client id in aud";
    for (OidcUpstream upstream : candidates(claims)) {
      try {
        OidcClaims read = OidcClaims.read(claims, upstream.provider());
        return ofUpstream(claims, upstream, read);
      } catch (RefusalException unfit) {
        refusal = upstream.name() + ": " + OidcUpstreamCheck.seen(unfit);
      }
    }
    return List.of(Finding.of(Diagnosis.TOKEN_UNFIT, "token", refusal));
  }

  /** The upstreams that the token was made for; all, when it does not say. */
  private List<OidcUpstream> candidates(Map<String, Object> claims) {
    Predicate<OidcUpstream> isAudience =
        upstream -> !claims.containsKey("aud") || upstream.clientId().equals(claims.get("aud"));
    return realm.upstreams().values().stream()
        .flatMap(each -> each instanceof OidcUpstream oidc ? Stream.of(oidc) : Stream.empty())
        .filter(isAudience)
        .toList();
  }

  private List<Finding> ofUpstream(
      Map<String, Object> claims, OidcUpstream upstream, OidcClaims read) throws RefusalException {
    List<Finding> findings = new ArrayList<>();
    findings.add(present(claims, upstream));
    AccountProof proof = read.account().prove();
    if (read.account() instanceof AccountEvidence.Entra account
        && upstream.provider() instanceof OidcProvider.Entra provider) {
      findings.addAll(idp(account, provider, upstream.name()));
    }
    findings.add(
        Finding.of(
            proof.kind() == AccountKind.UNKNOWN
                ? Diagnosis.TOKEN_ACCOUNT_UNPROVEN
                : Diagnosis.TOKEN_ACCOUNT_PROVEN,
            upstream.name(),
            proof.kind().name().toLowerCase(Locale.ROOT) + ": " + proof.reason()));
    // An account of unknown kind is refused before any rule.
    if (proof.kind() != AccountKind.UNKNOWN) {
      missing(claims, upstream, proof).ifPresent(findings::add);
      findings.add(decided(claims, upstream));
    }
    return findings;
  }

  private static Finding present(Map<String, Object> claims, OidcUpstream upstream) {
    return Finding.of(
        Diagnosis.TOKEN_CLAIMS_SEEN,
        upstream.name(),
        "present: "
            + list(OPTIONAL.stream().filter(claims::containsKey))
            + "; absent: "
            + list(OPTIONAL.stream().filter(name -> !claims.containsKey(name))));
  }

  private static List<Finding> idp(
      AccountEvidence.Entra account, OidcProvider.Entra provider, String upstream) {
    List<Finding> findings = new ArrayList<>();
    boolean guest = account.acct().orElse(-1) == 1;
    if (account.idp().isEmpty()) {
      if (provider.idpClaimConfigured()) {
        findings.add(
            Finding.of(
                guest ? Diagnosis.TOKEN_IDP_LACKING : Diagnosis.TOKEN_IDP_INCONCLUSIVE,
                upstream,
                "idp is absent, acct is " + (guest ? "1" : "not 1")));
      }
      if (account.acct().isEmpty()) {
        findings.add(
            Finding.of(Diagnosis.TOKEN_ACCT_MISSING, upstream, "idp and acct are both absent"));
      }
    } else if (!provider.idpClaimConfigured() && account.prove().kind() == AccountKind.EXTERNAL) {
      findings.add(
          Finding.of(
              Diagnosis.TOKEN_IDP_UNDECLARED, upstream, "idp is foreign to the tenant in tid"));
    }
    return findings;
  }

  private Optional<Finding> missing(
      Map<String, Object> claims, OidcUpstream upstream, AccountProof proof) {
    List<String> missing =
        RuleClaims.readFor(realm.rules(), proof.kind()).stream()
            .filter(name -> !claims.containsKey(name))
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                Diagnosis.TOKEN_RULE_CLAIMS_MISSING,
                upstream.name(),
                "rules read " + list(missing.stream())));
  }

  private Finding decided(Map<String, Object> claims, OidcUpstream upstream)
      throws RefusalException {
    IdentityDocument person = new IdentityDocument(Optional.of(upstream.name()), claims);
    return realm
        .rules()
        .decide(person.identity(realm))
        .fold(
            alias -> released(upstream, alias.rule(), "an alias"),
            own -> released(upstream, own.rule(), "the own address"),
            refused -> refused(upstream, refused));
  }

  private static Finding released(OidcUpstream upstream, String rule, String what) {
    return Finding.of(
        Diagnosis.TOKEN_RELEASED, upstream.name(), "rule \"" + rule + "\" gives " + what);
  }

  private static Finding refused(OidcUpstream upstream, Decision.Refuse refused) {
    String by = refused.rule().map(rule -> " by rule \"" + rule + "\"").orElse("");
    return Finding.of(Diagnosis.TOKEN_REFUSED, upstream.name(), refused.code().text() + by);
  }

  private static String list(Stream<String> names) {
    List<String> all = names.toList();
    return all.isEmpty() ? "none" : String.join(", ", all);
  }
}
