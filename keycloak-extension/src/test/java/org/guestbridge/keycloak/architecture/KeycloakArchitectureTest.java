package org.guestbridge.keycloak.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guestbridge.architecture.PackageRules;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.junit.jupiter.api.Test;

/** Each entry says what the package's own description says, by name. */
class KeycloakArchitectureTest {

  private static final PackageRules RULES =
      new PackageRules(
          "org.guestbridge",
          Map.of(
              "keycloak.registry",
                  Set.of("core.ledger", "core.ledger.jdbc", "core.problem", "core.text"),
              "keycloak.release", Set.of("realm.document"),
              "keycloak.page", Set.of("core.problem"),
              "keycloak.policy",
                  Set.of(
                      "core.problem", "core.text", "realm.keycloak", "realm.load", "realm.login"),
              "keycloak.upstream",
                  Set.of(
                      "core.broker",
                      "core.identity",
                      "core.ledger",
                      "core.problem",
                      "core.release",
                      "core.rules",
                      "core.text",
                      "realm.keycloak",
                      "realm.login",
                      "realm.oidc",
                      "realm.saml",
                      "keycloak.page",
                      "keycloak.policy",
                      "keycloak.registry",
                      "keycloak.release"),
              "keycloak.downstream",
                  Set.of(
                      "core.alias",
                      "core.audit",
                      "core.ledger",
                      "core.problem",
                      "core.release",
                      "core.rules",
                      "core.text",
                      "realm",
                      "realm.keycloak",
                      "keycloak.page",
                      "keycloak.registry",
                      "keycloak.release"),
              "keycloak.admin",
                  Set.of(
                      "core.alias",
                      "core.audit",
                      "core.broker",
                      "core.identity",
                      "core.ledger",
                      "core.problem",
                      "core.release",
                      "core.rules",
                      "core.text",
                      "realm.document",
                      "realm.identity",
                      "realm.keycloak",
                      "realm.login",
                      "keycloak.policy",
                      "keycloak.registry"),
              "keycloak.login",
                  Set.of(
                      "core.problem",
                      "core.release",
                      "core.rules",
                      "core.text",
                      "realm.keycloak",
                      "keycloak.downstream",
                      "keycloak.page",
                      "keycloak.release")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.guestbridge.keycloak");

  @Test
  void everyPackageImportsOnlyWhatItMay() {
    assertThat(RULES.violations(CLASSES)).isEmpty();
  }

  @Test
  void aPlantedListIsFoundWanting() {
    PackageRules planted =
        new PackageRules(
            "org.guestbridge", Map.of("keycloak.registry", Set.of(), "nowhere", Set.of()));
    assertThat(planted.violations(CLASSES))
        .contains(
            "package keycloak.registry imports core.ledger",
            "package keycloak.upstream is not listed",
            "package nowhere is listed but empty");
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("org.guestbridge.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheUpstreamSideAttests() {
    List<String> callers =
        CLASSES.stream()
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .filter(call -> call.getTargetOwner().isEquivalentTo(VerifiedIdentity.class))
            .filter(call -> call.getName().equals("attested"))
            .map(call -> call.getOriginOwner().getPackageName())
            .distinct()
            .toList();
    assertThat(callers).containsExactly("org.guestbridge.keycloak.upstream");
  }

  @Test
  void onlyTheRegistrySpeaksSql() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.guestbridge.keycloak.registry")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.hibernate..", "jakarta.persistence..")
        .check(CLASSES);
  }
}
