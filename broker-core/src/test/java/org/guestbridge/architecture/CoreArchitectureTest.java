package org.guestbridge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.junit.jupiter.api.Test;

class CoreArchitectureTest {

  private static final PackageRules RULES =
      new PackageRules(
          "org.guestbridge.core",
          Map.ofEntries(
              Map.entry("text", Set.of()),
              Map.entry("problem", Set.of()),
              Map.entry("identity", Set.of("text", "problem")),
              Map.entry("rules", Set.of("text", "problem", "identity")),
              Map.entry("audit", Set.of("text", "problem")),
              Map.entry("alias", Set.of("text", "problem", "identity", "rules", "audit")),
              Map.entry("release", Set.of("text", "rules", "alias")),
              Map.entry("mail", Set.of("text", "problem", "identity")),
              Map.entry(
                  "provisioning",
                  Set.of("text", "problem", "identity", "rules", "alias", "release", "mail")),
              Map.entry(
                  "ledger",
                  Set.of(
                      "text",
                      "problem",
                      "identity",
                      "rules",
                      "alias",
                      "audit",
                      "mail",
                      "provisioning")),
              Map.entry(
                  "ledger.jdbc",
                  Set.of(
                      "text",
                      "problem",
                      "identity",
                      "rules",
                      "alias",
                      "audit",
                      "release",
                      "mail",
                      "provisioning",
                      "ledger")),
              Map.entry(
                  "broker",
                  Set.of(
                      "text",
                      "problem",
                      "identity",
                      "rules",
                      "alias",
                      "audit",
                      "mail",
                      "provisioning",
                      "ledger",
                      "release"))));

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.guestbridge.core");

  @Test
  void everyPackageImportsOnlyWhatItMay() {
    assertThat(RULES.violations(classes)).isEmpty();
  }

  @Test
  void onlyTheLedgerSpeaksSql() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.guestbridge.core.ledger.jdbc")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql", "javax.sql")
        .check(classes);
  }

  @Test
  void onlyVerifiersAttestAndTheReaderOfStoredPeople() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.guestbridge.core.broker.PersonReading")
        .should()
        .callMethod(
            VerifiedIdentity.class,
            "attested",
            Evidence.class,
            UpstreamSubject.class,
            Profile.class)
        .check(classes);
  }

  @Test
  void timeIsInjected() {
    noClasses()
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethod(String.class, "equalsIgnoreCase", String.class)
        .check(classes);
  }
}
