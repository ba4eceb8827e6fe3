package org.guestbridge.simulators.entra;

import static org.guestbridge.simulators.entra.Person.person;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** People and groups in numbers, the same ones every time. */
public final class ManyPeople {
  /** The domain of the guests among them. */
  public static final String GUEST_DOMAIN = "partner.example";

  private ManyPeople() {}

  /**
   * Adds people, every third of them a guest, to groups that are assigned. Each person is in two
   * groups where there are as many; without groups each is assigned directly.
   *
   * @param people keys are {@code many0}, {@code many1}, and so on
   * @param groups names are {@code Group 0}, {@code Group 1}, and so on
   */
  public static void add(Directory directory, int people, int groups) {
    List<UUID> ids = new ArrayList<>();
    for (int number = 0; number < groups; number++) {
      UUID id = id("group", number);
      ids.add(id);
      directory.groups().put(id, "Group " + number);
      directory.assignments().assign(id);
    }
    for (int number = 0; number < people; number++) {
      Person.Builder builder = number % 3 == 2 ? guest(number) : employee(number);
      if (groups > 0) {
        int first = number % groups;
        int second = groups == 1 ? 0 : (first + 1 + number / groups % (groups - 1)) % groups;
        builder.groups(
            first == second ? List.of(ids.get(first)) : List.of(ids.get(first), ids.get(second)));
      } else {
        directory.assignments().assign(id("person", number));
      }
      directory.add(builder.build());
    }
  }

  /** The object id of the person with this number. */
  public static UUID objectId(int number) {
    return id("person", number);
  }

  private static Person.Builder employee(int number) {
    String address = "many" + number + "@example.com";
    return person("many" + number, PersonKind.EMPLOYEE, id("person", number).toString())
        .displayName("Given Family" + number)
        .names("Given", "Family" + number)
        .preferredUsername(address)
        .upn(address)
        .email(address)
        .acct(0);
  }

  private static Person.Builder guest(int number) {
    String address = "many" + number + "@" + GUEST_DOMAIN;
    return person("many" + number, PersonKind.ENTRA_GUEST, id("person", number).toString())
        .displayName("Given Guest" + number)
        .names("Given", "Guest" + number)
        .preferredUsername(address)
        .email(address)
        .acct(1)
        .idp(DefaultPeople.sts(DefaultPeople.PARTNER_TENANT))
        .emailDomainVerified(true);
  }

  private static UUID id(String kind, int number) {
    return UUID.nameUUIDFromBytes((kind + " " + number).getBytes(StandardCharsets.UTF_8));
  }
}
