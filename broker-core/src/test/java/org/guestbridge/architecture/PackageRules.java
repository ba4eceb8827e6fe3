package org.guestbridge.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which package may import which others, by name. A package that is not listed, a listed one that
 * is empty, and an import that is not listed are all violations, so the list cannot pass on
 * nothing.
 *
 * @param root the package whose sub-packages are ruled; imports from outside it are not looked at
 * @param allowed for each package its allowed imports, all relative to the root
 */
public record PackageRules(String root, Map<String, Set<String>> allowed) {

  /** Every violation in {@code classes}, in order. */
  public List<String> violations(JavaClasses classes) {
    Set<String> found = new TreeSet<>();
    Set<String> filled = new TreeSet<>();
    for (JavaClass type : classes) {
      if (isRuled(type) && !type.getSimpleName().equals("package-info")) {
        String name = relative(type);
        filled.add(name);
        if (allowed.containsKey(name)) {
          type.getDirectDependenciesFromSelf().forEach(use -> check(name, use, found));
        } else {
          found.add("package " + name + " is not listed");
        }
      }
    }
    for (String listed : allowed.keySet()) {
      if (!filled.contains(listed)) {
        found.add("package " + listed + " is listed but empty");
      }
    }
    return new ArrayList<>(found);
  }

  private void check(String from, Dependency use, Set<String> found) {
    JavaClass target = use.getTargetClass().getBaseComponentType();
    if (!isRuled(target)) {
      return;
    }
    String to = relative(target);
    if (!to.equals(from) && !allowed.getOrDefault(from, Set.of()).contains(to)) {
      found.add("package " + from + " imports " + to);
    }
  }

  private boolean isRuled(JavaClass type) {
    return type.getPackageName().startsWith(root + ".");
  }

  private String relative(JavaClass type) {
    return type.getPackageName().substring(root.length() + 1);
  }
}
