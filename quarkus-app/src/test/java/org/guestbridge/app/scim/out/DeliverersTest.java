package org.guestbridge.app.scim.out;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;
import org.guestbridge.simulators.atlassian.scim.ScimFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two deliverers, as on two nodes, of one directory, while people change. */
@Timeout(120)
class DeliverersTest {

  private static final int PEOPLE = 12;
  private static final int CHANGES = 400;

  private final AtomicBoolean over = new AtomicBoolean();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  @Test
  void roundsWhenTwoNodesDeliverThenNobodyGoesBackAndNobodyIsTwice() throws Exception {
    try (DirectoryFixture fixture = new DirectoryFixture();
        Deliverer one = fixture.deliverer();
        Deliverer other = fixture.deliverer();
        Deliverer last = fixture.deliverer()) {
      fixture
          .scim
          .faults()
          .atRandom(ScimFault.RESET_AFTER_WRITE, 0.05)
          .atRandom(ScimFault.ERROR_500, 0.05);
      List<Thread> threads =
          List.of(
              new Thread(() -> deliver(one)),
              new Thread(() -> deliver(other)),
              new Thread(() -> watch(fixture)));
      threads.forEach(Thread::start);
      Random random = new Random(1);
      int[] versions = new int[PEOPLE];
      for (int change = 1; change <= CHANGES; change++) {
        int person = random.nextInt(PEOPLE);
        versions[person] = change;
        fixture.provide(new UUID(9, person), "V" + change, "team" + change % 3);
      }
      fixture.scim.faults().clear();
      fixture.settle(last);
      over.set(true);
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(wrong).isEmpty();
      assertThat(fixture.scim.counters().duplicates()).isEmpty();
      Map<String, String> names = new HashMap<>();
      for (DirectorySnapshot.User user : fixture.scim.snapshot().users()) {
        names.put(user.externalId().orElseThrow(), user.givenName().orElseThrow());
        assertThat(fixture.scim.counters().creations(user.externalId().get())).isEqualTo(1);
      }
      for (int person = 0; person < PEOPLE; person++) {
        if (versions[person] > 0) {
          assertThat(names).containsEntry(new UUID(9, person).toString(), "V" + versions[person]);
        }
      }
    }
  }

  private void deliver(Deliverer deliverer) {
    try {
      while (!over.get()) {
        deliverer.round();
      }
    } catch (InterruptedException | RuntimeException failure) {
      wrong.add(String.valueOf(failure));
    }
  }

  /** Names are numbered, so that one who went back to an older name is seen. */
  private void watch(DirectoryFixture fixture) {
    Map<String, Integer> newest = new HashMap<>();
    while (!over.get()) {
      for (DirectorySnapshot.User user : new ArrayList<>(fixture.scim.snapshot().users())) {
        int version = Integer.parseInt(user.givenName().orElseThrow().substring(1));
        int before = newest.getOrDefault(user.id(), 0);
        if (version < before) {
          wrong.add(user.id() + " went back from " + before + " to " + version);
        }
        newest.put(user.id(), Math.max(version, before));
      }
    }
  }
}
