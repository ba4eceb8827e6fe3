package org.guestbridge.realm.keycloak;

import java.util.List;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.realm.document.Pointer;
import org.guestbridge.realm.document.Problems;

/** What is said about one place of the realm file and the places below it. */
final class Remarks {

  private final Problems noted;
  private final Pointer place;

  private Remarks(Problems noted, Pointer place) {
    this.noted = noted;
    this.place = place;
  }

  /** Remarks about a whole realm file. */
  static Remarks none() {
    return new Remarks(new Problems(), Pointer.ROOT);
  }

  /** Remarks about the member {@code key}. */
  Remarks at(String key) {
    return new Remarks(noted, place.child(key));
  }

  /** Keycloak does not do what the realm file says here. */
  void unsupported(String sentence) {
    noted.add(Code.KEYCLOAK_UNSUPPORTED, place, sentence);
  }

  /** Something has to be done besides the import. */
  void byHand(String sentence) {
    noted.add(Code.KEYCLOAK_MANUAL_STEP, place, sentence);
  }

  /** All remarks, in the order of their places. */
  List<Problem> sorted() {
    return noted.sorted();
  }
}
