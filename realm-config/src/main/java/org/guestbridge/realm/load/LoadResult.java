package org.guestbridge.realm.load;

import java.util.List;
import java.util.function.Function;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.realm.Realm;

/** What came of loading a realm file. */
public sealed interface LoadResult {

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<Loaded, T> loaded, Function<Rejected, T> rejected) {
    return this instanceof Loaded result ? loaded.apply(result) : rejected.apply((Rejected) this);
  }

  /** The realm file, when one was read, and the files that it refers to. */
  FileStamps files();

  /**
   * The file is a realm.
   *
   * @param realm ready to run
   * @param sha256 names this version of the document: SHA-256 of its bytes, 64 hexadecimal
   *     characters; what its references point at is not part of it
   * @param files what to watch
   */
  record Loaded(Realm realm, String sha256, FileStamps files) implements LoadResult {}

  /**
   * The file is refused.
   *
   * @param problems every problem found, in the order of their places; never empty
   * @param files what to watch, as far as reading got
   */
  record Rejected(List<Problem> problems, FileStamps files) implements LoadResult {
    public Rejected {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a rejection has a problem");
      }
    }
  }
}
