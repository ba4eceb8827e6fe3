package org.guestbridge.realm.golden;

import java.util.List;

/**
 * One file of the corpus.
 *
 * @param name the file's name without its ending
 * @param about what the file shows, one sentence
 * @param realm the rule set
 * @param steps what happens, in order, on one fresh registry
 */
public record GoldenFile(String name, String about, GoldenRealm realm, List<Step> steps) {

  public GoldenFile {
    steps = List.copyOf(steps);
  }

  /** The sign-ins among the steps. */
  public List<Step.SignIn> signIns() {
    return steps.stream()
        .filter(Step.SignIn.class::isInstance)
        .map(Step.SignIn.class::cast)
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
