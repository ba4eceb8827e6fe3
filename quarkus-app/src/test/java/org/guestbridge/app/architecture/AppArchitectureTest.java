package org.guestbridge.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.guestbridge.architecture.PackageRules;
import org.guestbridge.core.alias.BoundAddress;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each entry says what the package's own description says, by name. */
class AppArchitectureTest {

  private static final String APP = "org.guestbridge.app";

  /** Every core package but the one that speaks SQL. */
  private static final Set<String> CORE =
      Set.of(
          "core.text",
          "core.problem",
          "core.identity",
          "core.rules",
          "core.audit",
          "core.alias",
          "core.release",
          "core.ledger",
          "core.provisioning",
          "core.mail",
          "core.broker");

  private static final PackageRules RULES =
      new PackageRules(
          "org.guestbridge",
          Map.ofEntries(
              Map.entry("app.settings", Set.of()),
              Map.entry("app.http.client", Set.of("core.problem")),
              Map.entry("app.json", Set.of("core.problem")),
              Map.entry(
                  "app.graph", with(CORE, "realm", "app.upstream", "app.http.client", "app.json")),
              Map.entry(
                  "app.scim.out",
                  Set.of(
                      "core.text",
                      "core.problem",
                      "core.ledger",
                      "core.provisioning",
                      "realm",
                      "app.http.client",
                      "app.json")),
              Map.entry("app.samlxml", Set.of("core.problem")),
              Map.entry("app.keys", Set.of("core.text", "core.problem", "core.ledger")),
              Map.entry("app.upstream", Set.of("core.identity", "core.problem")),
              Map.entry("app.expiry", Set.of("core.text", "realm", "app.keys")),
              Map.entry(
                  "app.upstream.oidc",
                  Set.of(
                      "app.upstream",
                      "core.identity",
                      "core.problem",
                      "realm",
                      "realm.oidc",
                      "app.http.client",
                      "app.json")),
              Map.entry(
                  "app.upstream.saml",
                  Set.of(
                      "app.upstream",
                      "app.samlxml",
                      "app.http.client",
                      "core.identity",
                      "core.problem",
                      "realm",
                      "realm.saml")),
              Map.entry(
                  "app.downstream.saml",
                  Set.of(
                      "app.samlxml",
                      "core.problem",
                      "core.release",
                      "core.rules",
                      "core.alias",
                      "core.text",
                      "realm",
                      "realm.load")),
              Map.entry("app.store", with(CORE, "app.settings", "app.upstream.oidc")),
              Map.entry(
                  "app.login",
                  with(CORE, "realm", "app.upstream", "app.downstream.saml", "app.store")),
              Map.entry(
                  "app.http",
                  with(
                      CORE,
                      "realm",
                      "app.login",
                      "app.downstream.saml",
                      "app.upstream",
                      "app.upstream.oidc",
                      "app.upstream.saml",
                      "app.store")),
              Map.entry("app.mail", Set.of("core.text", "core.problem", "realm", "app.admin")),
              Map.entry("app.reconcile", with(CORE, "app.scim.out")),
              Map.entry("app.admin", with(CORE, "realm", "app.keys", "app.reconcile")),
              Map.entry("app.scim.in", with(CORE, "realm", "app.json", "app.login", "app.store")),
              Map.entry(
                  "app.doctor",
                  with(
                      CORE,
                      "core.ledger.jdbc",
                      "realm",
                      "realm.load",
                      "realm.oidc",
                      "realm.identity",
                      "app.admin",
                      "app.downstream.saml",
                      "app.expiry",
                      "app.graph",
                      "app.http.client",
                      "app.json",
                      "app.keys",
                      "app.mail",
                      "app.samlxml",
                      "app.upstream.oidc",
                      "app.upstream.saml")),
              Map.entry(
                  "app.cli",
                  with(
                      CORE,
                      "core.ledger.jdbc",
                      "realm",
                      "realm.load",
                      "realm.identity",
                      "realm.keycloak",
                      "app.keys",
                      "app.admin",
                      "app.doctor",
                      "app.downstream.saml",
                      "app.mail",
                      "app.reconcile",
                      "app.settings",
                      "app.store")),
              Map.entry("app.demo", with(CORE, "app.keys", "app.admin", "app.cli")),
              Map.entry(
                  "app.boot",
                  with(
                      CORE,
                      "core.ledger.jdbc",
                      "realm",
                      "realm.load",
                      "realm.identity",
                      "app.admin",
                      "app.cli",
                      "app.demo",
                      "app.downstream.saml",
                      "app.expiry",
                      "app.graph",
                      "app.http",
                      "app.http.client",
                      "app.keys",
                      "app.login",
                      "app.mail",
                      "app.reconcile",
                      "app.samlxml",
                      "app.scim.in",
                      "app.scim.out",
                      "app.settings",
                      "app.store",
                      "app.upstream",
                      "app.upstream.oidc",
                      "app.upstream.saml"))));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(APP);

  @Test
  void everyPackageImportsOnlyWhatItMay() {
    assertThat(RULES.violations(CLASSES)).isEmpty();
  }

  @Test
  void aPlantedListIsFoundWanting() {
    PackageRules planted =
        new PackageRules(APP, Map.of("login", Set.of("upstream.oidc"), "nowhere", Set.of()));
    assertThat(planted.violations(CLASSES))
        .contains(
            "package login imports downstream.saml",
            "package http is not listed",
            "package nowhere is listed but empty");
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(APP + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void protocolRolesNeverImportOneAnother() {
    noClasses()
        .that()
        .resideInAPackage(APP + ".downstream..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(APP + ".upstream..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(APP + ".upstream..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(APP + ".downstream..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(APP + ".upstream.oidc..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(APP + ".upstream.saml..", APP + ".samlxml..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(APP + ".upstream.saml..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(APP + ".upstream.oidc..")
        .check(CLASSES);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("libraries")
  void libraryIsSpokenInItsPlaceOnly(String library, Set<String> packages) {
    List<String> speakers =
        CLASSES.stream()
            .filter(type -> type.getDirectDependenciesFromSelf().stream().anyMatch(in(library)))
            .map(type -> type.getPackageName().substring(APP.length() + 1))
            .distinct()
            .sorted()
            .toList();
    assertThat(speakers).containsExactlyInAnyOrderElementsOf(packages);
  }

  static Stream<Arguments> libraries() {
    return Stream.of(
        Arguments.of("org.opensaml.", Set.of("samlxml")),
        Arguments.of("org.apache.xml.", Set.of("samlxml")),
        Arguments.of("org.w3c.dom.", Set.of("samlxml")),
        Arguments.of("org.xml.sax.", Set.of("samlxml")),
        Arguments.of("javax.xml.", Set.of("samlxml")),
        Arguments.of("com.nimbusds.", Set.of("upstream.oidc")),
        Arguments.of("org.infinispan.", Set.of("store")),
        Arguments.of("org.jgroups.", Set.of("store")),
        Arguments.of("org.bouncycastle.", Set.of("keys")),
        Arguments.of("picocli.", Set.of("cli", "demo")),
        Arguments.of("jakarta.ws.rs.", Set.of("http")),
        Arguments.of("io.vertx.", Set.of("http", "admin", "scim.in")),
        Arguments.of("io.quarkus.", Set.of("http", "boot")),
        Arguments.of("java.sql.", Set.of("store", "cli", "doctor")),
        Arguments.of("java.net.http.", Set.of("http.client", "cli", "demo")));
  }

  @Test
  void onlyTheVerifierAttests() {
    assertThat(callers(VerifiedIdentity.class, "attested"))
        .isNotEmpty()
        .allSatisfy(caller -> assertThat(caller).startsWith(APP + ".upstream."));
  }

  @Test
  void onlyTheCoreBindsAddresses() {
    assertThat(callers(BoundAddress.class, "of")).isEmpty();
  }

  private static Predicate<Dependency> in(String library) {
    return use -> use.getTargetClass().getBaseComponentType().getName().startsWith(library);
  }

  private List<String> callers(Class<?> owner, String method) {
    return CLASSES.stream()
        .flatMap(type -> type.getMethodCallsFromSelf().stream())
        .filter(call -> call.getTargetOwner().isEquivalentTo(owner))
        .filter(call -> call.getName().equals(method))
        .map(call -> call.getOriginOwner().getName())
        .toList();
  }

  private static Set<String> with(Set<String> base, String... more) {
    Set<String> all = new HashSet<>(base);
    all.addAll(List.of(more));
    return all;
  }
}
