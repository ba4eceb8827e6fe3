package org.guestbridge.core.ledger.memory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.alias.AliasNaming;
import org.guestbridge.core.alias.Epoch;
import org.guestbridge.core.alias.Epochs;
import org.guestbridge.core.text.RealmId;

/** The times after restores, on a copy of the state. */
record MemoryEpochs(MemoryState state, RealmId realm, InstantSource clock) implements Epochs {

  @Override
  public Epoch begin() {
    Epoch epoch = new Epoch(AliasNaming.mark(UUID.randomUUID()), now(), Optional.empty());
    Set<RealmId> realms = new HashSet<>(Set.of(realm));
    state.bindings.values().forEach(row -> realms.add(row.realm()));
    realms.forEach(each -> state.epochs.add(new MemoryState.EpochRow(each, epoch)));
    return epoch;
  }

  @Override
  public Optional<String> mark() {
    return state.epochs.stream()
        .map(MemoryState.EpochRow::epoch)
        .filter(epoch -> epoch.endedAt().isEmpty())
        .reduce((first, second) -> second)
        .map(Epoch::mark);
  }

  @Override
  public Optional<Epoch> last() {
    return state.epochs.stream()
        .filter(row -> row.realm().equals(realm))
        .map(MemoryState.EpochRow::epoch)
        .reduce((first, second) -> second);
  }

  @Override
  public boolean learned(Epoch epoch, String directory, Set<String> directories) {
    if (epoch.endedAt().isPresent() || !last().equals(Optional.of(epoch))) {
      return false;
    }
    Set<String> learned =
        state.learned.computeIfAbsent(
            new MemoryState.EpochRow(realm, epoch), same -> new HashSet<>());
    learned.add(directory);
    return learned.containsAll(directories) && end();
  }

  @Override
  public boolean end() {
    boolean open =
        state.epochs.stream()
            .anyMatch(row -> row.realm().equals(realm) && row.epoch().endedAt().isEmpty());
    state.epochs.replaceAll(
        row ->
            row.realm().equals(realm) && row.epoch().endedAt().isEmpty()
                ? new MemoryState.EpochRow(
                    realm, new Epoch(row.epoch().mark(), row.epoch().begunAt(), Optional.of(now())))
                : row);
    return open;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
