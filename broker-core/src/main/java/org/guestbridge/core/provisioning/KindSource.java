package org.guestbridge.core.provisioning;

import java.util.List;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.DirectoryEvidence;
import org.guestbridge.core.problem.RefusalException;

/** From where the kind of a channel's accounts is known. */
public sealed interface KindSource {

  /**
   * Everybody of the channel is of one kind.
   *
   * @param kind internal for {@code employees}, external for {@code guests}
   */
  record Declared(AccountKind kind) implements KindSource {}

  /**
   * The entry of the same object id in a channel that shows it; that may be the channel itself. An
   * entry that is inactive or gone there deactivates the person here too.
   *
   * @param channel the name of the channel that shows it
   * @param terms what the reader goes by besides the entry; when they are others, everybody is to
   *     be planned anew
   * @param reader reads an entry
   */
  record Entries(String channel, List<String> terms, EntryReader reader) implements KindSource {

    public Entries {
      terms = List.copyOf(terms);
    }
  }

  /** Reads what a stored document says about the account's kind. */
  @FunctionalInterface
  interface EntryReader {

    /** Reads a document that the channel stored. */
    DirectoryEvidence read(String document) throws RefusalException;
  }
}
