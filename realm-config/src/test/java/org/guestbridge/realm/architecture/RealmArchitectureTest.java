package org.guestbridge.realm.architecture;

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
class RealmArchitectureTest {

  private static final PackageRules RULES =
      new PackageRules(
          "org.guestbridge",
          Map.of(
              "realm",
                  Set.of("core.text", "core.identity", "core.rules", "core.broker", "core.mail"),
              "realm.document", Set.of("core.problem"),
              "realm.oidc", Set.of("core.text", "core.problem", "core.identity", "realm"),
              "realm.saml",
                  Set.of("core.text", "core.problem", "core.identity", "realm", "realm.oidc"),
              "realm.load",
                  Set.of(
                      "core.text",
                      "core.problem",
                      "core.identity",
                      "core.rules",
                      "core.broker",
                      "core.mail",
                      "realm",
                      "realm.document",
                      "realm.oidc",
                      "realm.login"),
              "realm.login",
                  Set.of(
                      "core.text",
                      "core.problem",
                      "core.rules",
                      "core.broker",
                      "realm",
                      "realm.oidc",
                      "realm.saml"),
              "realm.keycloak",
                  Set.of(
                      "core.broker",
                      "core.mail",
                      "core.problem",
                      "core.text",
                      "realm",
                      "realm.document",
                      "realm.load",
                      "realm.login"),
              "realm.identity",
                  Set.of(
                      "core.problem",
                      "core.identity",
                      "realm",
                      "realm.document",
                      "realm.login",
                      "realm.oidc",
                      "realm.saml")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.guestbridge.realm");

  @Test
  void everyPackageImportsOnlyWhatItMay() {
    assertThat(RULES.violations(CLASSES)).isEmpty();
  }

  @Test
  void aPlantedListIsFoundWanting() {
    PackageRules planted =
        new PackageRules("org.guestbridge", Map.of("realm.load", Set.of(), "nowhere", Set.of()));
    assertThat(planted.violations(CLASSES))
        .contains(
            "package realm.load imports realm.document",
            "package realm.oidc is not listed",
            "package nowhere is listed but empty");
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("org.guestbridge.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheIdentityFileAttests() {
    List<String> callers =
        CLASSES.stream()
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .filter(call -> call.getTargetOwner().isEquivalentTo(VerifiedIdentity.class))
            .filter(call -> call.getName().equals("attested"))
            .map(call -> call.getOriginOwner().getPackageName())
            .distinct()
            .toList();
    assertThat(callers).containsExactly("org.guestbridge.realm.identity");
  }
}
