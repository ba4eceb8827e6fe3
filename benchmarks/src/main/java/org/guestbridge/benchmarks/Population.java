package org.guestbridge.benchmarks;

import java.util.List;
import java.util.UUID;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;

/** The guests of the measured tenant: like real ones, with names, groups and a home tenant. */
final class Population {

  private static final String HOME_TENANT =
      "https://sts.windows.net/11111111-1111-4111-8111-111111111111/";
  private static final List<UUID> GROUPS =
      List.of(UUID.fromString("22222222-2222-4222-8222-222222222222"));

  private Population() {}

  /** The key by which the tenant knows person {@code number}. */
  static String key(int number) {
    return "bench-" + number;
  }

  /** Adds people number 0 to {@code count}, the last one excluded. */
  static void addTo(Directory directory, int count) {
    for (int number = 0; number < count; number++) {
      String address = "pat.partner" + number + "@partner.example";
      directory.add(
          Person.person(key(number), PersonKind.ENTRA_GUEST, new UUID(0x4000L, number).toString())
              .displayName("Pat Partner " + number)
              .names("Pat", "Partner")
              .preferredUsername(address)
              .email(address)
              .idp(HOME_TENANT)
              .acct(1)
              .emailDomainVerified(true)
              .groups(GROUPS)
              .build());
    }
  }
}
