package org.guestbridge.realm.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.load.Realms;
import org.junit.jupiter.api.Test;

class IdentityDocumentTest {

  private static final Realm REALM = Realms.loaded(Realms.EXAMPLE);

  private static final String JSON =
      """
      {"upstream": "%s", "claims": {
        "tid": "3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81", "oid": "%s", "acct": 0,
        "upn": "canary@example.com"}}
      """;

  private static final String OID = "1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d";

  @Test
  void identityWhenJsonThenSupposed() throws RefusalException {
    Evidence evidence = document(JSON.formatted("entra", OID)).identity(REALM).evidence();
    assertThat(evidence).isInstanceOf(Evidence.Supposed.class);
    assertThat(evidence.upstream()).isEqualTo("entra");
  }

  @Test
  void identityWhenUpstreamIsUnknownThenRefused() {
    assertThat(refusal(JSON.formatted("other", OID))).isEqualTo(Code.IDENTITY_FILE_INVALID);
  }

  @Test
  void identityWhenClaimsAreWrongThenRefusedAsALoginWould() {
    assertThat(refusal(JSON.formatted("entra", "no-guid"))).isEqualTo(Code.TOKEN_CLAIMS);
  }

  @Test
  void readWhenShapeIsWrongThenEveryProblem() {
    List<Problem> problems = problems("upstream: [a]\nclaim: {}\nclaims: x\n");
    assertThat(problems).extracting(Problem::code).containsOnly(Code.IDENTITY_FILE_INVALID);
    assertThat(problems)
        .extracting(Problem::pointer)
        .containsExactly("/claim", "/claims", "/upstream");
  }

  @Test
  void readWhenKeyStandsTwiceThenRejected() {
    assertThat(problems("claims: { oid: a, oid: b }"))
        .extracting(Problem::pointer)
        .containsExactly("/claims/oid");
  }

  @Test
  void readWhenFileIsMissingThenRejected() {
    assertThat(IdentityDocument.read(Path.of("nowhere.yaml")))
        .isInstanceOf(IdentityDocument.Rejected.class);
  }

  @Test
  void toStringWhenPersonalValuesThenRedacted() {
    assertThat(document(JSON.formatted("entra", OID)).toString()).doesNotContain("canary");
  }

  private static Code refusal(String text) {
    return catchThrowableOfType(RefusalException.class, () -> document(text).identity(REALM))
        .code();
  }

  private static IdentityDocument document(String text) {
    return result(text)
        .fold(
            IdentityDocument.Read::document,
            rejected -> {
              throw new AssertionError(rejected.problems().toString());
            });
  }

  private static List<Problem> problems(String text) {
    return result(text).fold(read -> List.of(), IdentityDocument.Rejected::problems);
  }

  private static IdentityDocument.ReadResult result(String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return IdentityDocument.read(content, DocumentFormat.of(content));
  }
}
