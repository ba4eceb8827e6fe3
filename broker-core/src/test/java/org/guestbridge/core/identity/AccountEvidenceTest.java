package org.guestbridge.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountEvidenceTest {

  private static final UUID TENANT = UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
  private static final String ISSUER =
      "https://login.microsoftonline.com/3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81/v2.0";
  private static final String OWN = "https://sts.windows.net/3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81/";
  private static final String FOREIGN =
      "https://sts.windows.net/9b0a2c6d-7e11-4e39-8a55-5c2f0d1e2f30/";

  private static final List<String> OWN_NAMES = List.of(OWN, ISSUER);
  private static final List<String> FOREIGN_NAMES =
      List.of(FOREIGN, "google.com", "mail", "live.com", "https://idp.partner.example/saml");
  private static final List<String> CONFLICTING_NAMES =
      List.of(
          "",
          " ",
          OWN.toUpperCase(Locale.ROOT),
          OWN.substring(0, OWN.length() - 1),
          "http://sts.windows.net/" + TENANT + "/",
          OWN + " ",
          "https://evil.example/" + TENANT);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "employee,                               own,     0, true,  INTERNAL,",
    "employee whose tokens omit idp,         none,    0, true,  INTERNAL,",
    "employee and idp is not declared,       none,    0, false, UNKNOWN, ACCOUNT_KIND_UNPROVEN",
    "employee and idp comes undeclared,      own,     0, false, INTERNAL,",
    "Entra guest,                            foreign, 1, true,  EXTERNAL,",
    "Entra guest and idp comes undeclared,   foreign, 1, false, EXTERNAL,",
    "one-time passcode guest,                mail,    1, true,  EXTERNAL,",
    "Google guest,                           google,  1, true,  EXTERNAL,",
    "SAML-federated guest,                   saml,    1, true,  EXTERNAL,",
    "cross-tenant member,                    foreign, 0, true,  EXTERNAL,",
    "cross-tenant member without idp,        none,    0, false, UNKNOWN, ACCOUNT_KIND_UNPROVEN",
    "internal guest,                         own,     1, true,  INTERNAL,",
    "internal guest whose tokens omit idp,   none,    1, true,  UNKNOWN, ACCOUNT_KIND_UNPROVEN",
    "converted internal user,                foreign, 0, true,  EXTERNAL,",
    "guest whose idp is missing,             none,    1, true,  UNKNOWN, ACCOUNT_KIND_UNPROVEN",
    "nothing but the declaration,            none,  none, true, UNKNOWN, ACCOUNT_KIND_UNPROVEN",
    "nothing at all,                         none,  none, false,UNKNOWN, ACCOUNT_KIND_UNPROVEN",
    "malformed acct of an employee,          own,   bad, true,  UNKNOWN, ACCOUNT_KIND_CONFLICT",
    "malformed acct of a guest,              foreign,bad, true, UNKNOWN, ACCOUNT_KIND_CONFLICT",
    "malformed acct alone,                   none,  bad, true,  UNKNOWN, ACCOUNT_KIND_CONFLICT",
    "blank idp,                              blank,   0, true,  UNKNOWN, ACCOUNT_KIND_CONFLICT",
    "own tenant in an unknown form,          unknown, 0, true,  UNKNOWN, ACCOUNT_KIND_CONFLICT",
  })
  void proveWhenPersonIsKnownThenKind(
      String person, String idp, String acct, boolean configured, AccountKind kind, Code refusal) {
    AccountProof proof = evidence(provider(idp), acct, configured).prove();

    assertThat(proof.kind()).isEqualTo(kind);
    assertThat(proof.refusal()).isEqualTo(Optional.ofNullable(refusal));
    assertThat(proof.reason()).isNotBlank();
  }

  @Test
  void proveWhenAnyCombinationThenOnlyProofIsBelieved() {
    List<Optional<String>> providers = new ArrayList<>(List.of(Optional.empty()));
    OWN_NAMES.forEach(name -> providers.add(Optional.of(name)));
    FOREIGN_NAMES.forEach(name -> providers.add(Optional.of(name)));
    CONFLICTING_NAMES.forEach(name -> providers.add(Optional.of(name)));

    for (Optional<String> provider : providers) {
      for (String acct : List.of("none", "0", "1", "bad")) {
        for (boolean configured : List.of(true, false)) {
          AccountProof proof = evidence(provider, acct, configured).prove();
          assertThat(proof.kind())
              .as("%s %s %s", provider, acct, configured)
              .isEqualTo(expected(provider, acct, configured));
          assertThat(proof.refusal().isPresent()).isEqualTo(proof.kind() == AccountKind.UNKNOWN);
        }
      }
    }
  }

  private static AccountKind expected(Optional<String> provider, String acct, boolean configured) {
    boolean internal = provider.map(OWN_NAMES::contains).orElse(acct.equals("0") && configured);
    boolean external = provider.map(FOREIGN_NAMES::contains).orElse(false);
    if (acct.equals("bad") || internal == external) {
      return AccountKind.UNKNOWN;
    }
    return internal ? AccountKind.INTERNAL : AccountKind.EXTERNAL;
  }

  private static Optional<String> provider(String name) {
    return switch (name) {
      case "none" -> Optional.empty();
      case "own" -> Optional.of(OWN);
      case "foreign" -> Optional.of(FOREIGN);
      case "mail" -> Optional.of("mail");
      case "google" -> Optional.of("google.com");
      case "saml" -> Optional.of("https://idp.partner.example/saml");
      case "blank" -> Optional.of(" ");
      case "unknown" -> Optional.of(OWN.substring(0, OWN.length() - 1));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static AccountEvidence evidence(Optional<String> idp, String acct, boolean configured) {
    OptionalInt number =
        acct.equals("0") || acct.equals("1")
            ? OptionalInt.of(Integer.parseInt(acct))
            : OptionalInt.empty();
    return new AccountEvidence.Entra(TENANT, ISSUER, idp, number, acct.equals("bad"), configured);
  }
}
