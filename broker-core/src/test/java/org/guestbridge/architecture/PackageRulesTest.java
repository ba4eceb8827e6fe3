package org.guestbridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rule itself is tested against a planted violation of each sort. */
class PackageRulesTest {

  private static final String PLANTED = "org.guestbridge.architecture.planted";

  private final JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);

  @Test
  void violationsWhenEveryImportIsListedThenNone() {
    PackageRules rules =
        new PackageRules(PLANTED, Map.of("lower", Set.of("upper"), "upper", Set.of()));

    assertThat(rules.violations(planted)).isEmpty();
  }

  @Test
  void violationsWhenAnImportIsNotListedThenNamed() {
    PackageRules rules = new PackageRules(PLANTED, Map.of("lower", Set.of(), "upper", Set.of()));

    assertThat(rules.violations(planted)).containsExactly("package lower imports upper");
  }

  @Test
  void violationsWhenAPackageIsNotListedThenNamed() {
    PackageRules rules = new PackageRules(PLANTED, Map.of("lower", Set.of("upper")));

    assertThat(rules.violations(planted)).containsExactly("package upper is not listed");
  }

  @Test
  void violationsWhenAListedPackageIsEmptyThenNamed() {
    PackageRules rules =
        new PackageRules(
            PLANTED, Map.of("lower", Set.of("upper"), "upper", Set.of(), "gone", Set.of("upper")));

    assertThat(rules.violations(planted)).containsExactly("package gone is listed but empty");
  }
}
