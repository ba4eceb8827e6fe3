package org.guestbridge.realm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.Test;

/** The corpus is whole, its files do not touch one another, and a difference does not pass. */
class GoldenCorpusTest {

  private static final Path DIRECTORY = Path.of("src/test/resources/golden");
  private static final List<GoldenFile> FILES = GoldenCorpus.files();

  /**
   * What a sign-in can be refused with for the person's sake. Left out are {@code alias_exhausted},
   * which takes three digests that begin alike, and the two second locks behind what the loader
   * refuses.
   */
  private static final Set<Code> CODES =
      Set.of(
          Code.TOKEN_TENANT,
          Code.TOKEN_CLAIMS,
          Code.ACCOUNT_KIND_UNPROVEN,
          Code.ACCOUNT_KIND_CONFLICT,
          Code.RULE_REFUSED,
          Code.RULE_NO_MATCH,
          Code.RULE_VALUE_MISSING,
          Code.PASS_THROUGH_ADDRESS_MISSING,
          Code.PASS_THROUGH_DOMAIN,
          Code.ALIAS_TAKEN,
          Code.ADDRESS_BOUND_TO_OTHER,
          Code.BINDING_HELD,
          Code.BINDING_RETIRED,
          Code.IDENTITY_CHANGED,
          Code.ACCOUNT_KIND_CHANGED,
          Code.ACCOUNT_CONVERSION_PENDING);

  @Test
  void everyFileOfTheDirectoryIsListed() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              GoldenCorpus.NAMES.stream().map(name -> name + ".yaml").toList());
    }
  }

  @Test
  void thereAreEnoughCases() {
    assertThat(FILES).hasSizeGreaterThanOrEqualTo(8);
    assertThat(FILES.stream().mapToInt(file -> file.signIns().size()).sum())
        .isGreaterThanOrEqualTo(200);
  }

  @Test
  void noTwoFilesShareAPersonOrADomain() {
    Map<String, String> owners = new HashMap<>();
    List<String> shared = new ArrayList<>();
    for (GoldenFile file : FILES) {
      Set<String> own = new TreeSet<>(file.realm().domainNames());
      file.signIns().forEach(signIn -> own.add(String.valueOf(signIn.claims().get("oid"))));
      own.stream()
          .filter(thing -> owners.putIfAbsent(thing, file.name()) != null)
          .forEach(shared::add);
    }
    assertThat(shared).isEmpty();
  }

  @Test
  void everyRuleDecidesSomewhere() {
    for (GoldenFile file : FILES) {
      Set<String> deciding =
          file.signIns().stream()
              .flatMap(signIn -> signIn.expected().rule().stream())
              .collect(Collectors.toSet());
      assertThat(deciding).as(file.name()).containsAll(file.realm().ruleNames());
    }
  }

  @Test
  void everyRefusalHasACase() {
    Set<String> seen = new TreeSet<>();
    FILES.forEach(
        file ->
            file.signIns()
                .forEach(
                    signIn -> {
                      if (signIn.expected() instanceof Expected.Refused refused) {
                        seen.add(refused.code());
                      }
                    }));
    assertThat(seen).containsExactlyInAnyOrderElementsOf(CODES.stream().map(Code::text).toList());
  }

  @Test
  void everyFilterAndPredicateHasARule() {
    String rules =
        FILES.stream().map(file -> file.realm().rules().toString()).collect(Collectors.joining());
    assertThat(rules)
        .contains(
            ".local}", ".domain}", ".first}", ".last}", ".lower}", ".upper}", ".slug}", ".hash8}")
        .contains(
            "equals=",
            "in=",
            "domain=",
            "within=",
            "regex=",
            "role=",
            "group=",
            "claim=",
            "homeTenant=",
            "signInName=",
            "upn=",
            "idp=",
            "mailDomain=",
            "mail=",
            "account=");
  }

  @Test
  void differenceInOneAttributeIsFound() {
    GoldenFile file = GoldenCorpus.file("idp-undeclared");
    CoreRuntime core = new CoreRuntime(file);
    GoldenRuntime other =
        new Changed(core) {
          @Override
          public Answer signIn(Map<String, Object> claims) {
            return core.signIn(claims) instanceof Answer.Released released
                ? Answer.Released.of(
                    released.nameId(),
                    released.internalId().orElseThrow(),
                    "Emma",
                    "Other",
                    List.of())
                : core.signIn(claims);
          }
        };
    assertThat(GoldenRun.differences(file, other))
        .hasSize(4)
        .anyMatch(
            line -> line.startsWith("idp-undeclared / a guest with a foreign idp: attributes"));
  }

  @Test
  void differenceInACodeIsFound() {
    GoldenFile file = GoldenCorpus.file("idp-undeclared");
    CoreRuntime core = new CoreRuntime(file);
    GoldenRuntime other =
        new Changed(core) {
          @Override
          public Answer signIn(Map<String, Object> claims) {
            return core.signIn(claims) instanceof Answer.Released released
                ? released
                : new Answer.Refused("account_kind_conflict", Optional.empty());
          }
        };
    assertThat(GoldenRun.differences(file, other))
        .containsExactly(
            "idp-undeclared / a member without idp: answer: expected"
                + " Refused[code=account_kind_unproven, message=Optional.empty] but was"
                + " Refused[code=account_kind_conflict, message=Optional.empty]",
            "idp-undeclared / a member without idp: explained refusal: expected"
                + " Optional[Refused[code=account_kind_conflict, message=Optional.empty]] but was"
                + " Optional[Refused[code=account_kind_unproven, message=Optional.empty]]");
  }

  @Test
  void runtimeThatFailsIsADifference() {
    GoldenFile file = GoldenCorpus.file("idp-undeclared");
    GoldenRuntime broken =
        new Changed(new CoreRuntime(file)) {
          @Override
          public Answer signIn(Map<String, Object> claims) {
            throw new IllegalStateException("broken");
          }
        };
    assertThat(GoldenRun.differences(file, broken)).hasSize(3);
  }

  /** A runtime that does not do what the core does. */
  private abstract static class Changed implements GoldenRuntime {

    private final CoreRuntime core;

    Changed(CoreRuntime core) {
      this.core = core;
    }

    @Override
    public void order(Step.Action action, String internalId) {
      core.order(action, internalId);
    }

    @Override
    public boolean explains() {
      return true;
    }

    @Override
    public Optional<Foretold> foretell(Map<String, Object> claims) {
      return core.foretell(claims);
    }
  }
}
