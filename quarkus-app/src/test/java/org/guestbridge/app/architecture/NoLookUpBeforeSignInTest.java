package org.guestbridge.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/**
 * Nobody who has not signed in learns whether an address exists, by what is answered or by how long
 * it takes: where the way to an upstream is chosen and where requests are read, nothing can look
 * anybody up.
 */
class NoLookUpBeforeSignInTest {

  private static final String[] REGISTRY = {
    "org.guestbridge.core.alias..",
    "org.guestbridge.core.broker..",
    "org.guestbridge.core.ledger..",
    "org.guestbridge.app.store..",
    "java.sql..",
    "javax.sql.."
  };

  private static final JavaClasses LOGIN =
      new ClassFileImporter().importPackages("org.guestbridge.app.login");

  @Test
  void theChoiceOfTheUpstreamCannotLookAnybodyUp() {
    noClasses()
        .that()
        .haveSimpleNameStartingWith("HomeRealmDiscovery")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(REGISTRY)
        .check(LOGIN);
  }

  @Test
  void theReaderOfRequestsCannotLookAnybodyUp() {
    noClasses()
        .that()
        .haveSimpleNameStartingWith("RequestChecks")
        .or()
        .haveSimpleNameStartingWith("SingleLogoutService")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(REGISTRY)
        .check(new ClassFileImporter().importPackages("org.guestbridge.app.downstream.saml"));
  }
}
