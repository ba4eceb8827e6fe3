package org.guestbridge.app.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.guestbridge.app.expiry.ExpiringKey;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlServiceProvider;

/** Looks at the last day of each directory's key, which nobody but the realm file tells. */
final class DirectoryKeyCheck implements Check {

  private final Realm realm;
  private final InstantSource clock;

  DirectoryKeyCheck(Realm realm, InstantSource clock) {
    this.realm = realm;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "keys of directories";
  }

  @Override
  public List<Finding> run() {
    Map<String, ExpiringKey> noted =
        ExpiringKey.of(realm)
            .collect(Collectors.toMap(ExpiringKey::directory, Function.identity()));
    return realm.downstreams().values().stream()
        .filter(each -> each instanceof SamlServiceProvider app && app.directory().isPresent())
        .map(each -> finding(each.name(), Optional.ofNullable(noted.get(each.name()))))
        .toList();
  }

  private Finding finding(String directory, Optional<ExpiringKey> noted) {
    if (noted.isEmpty()) {
      return Finding.of(Diagnosis.DIRECTORY_KEY_UNDATED, directory, "keyExpires is not set");
    }
    Instant now = clock.instant();
    Instant end = noted.get().notAfter();
    Diagnosis diagnosis =
        switch (noted.get().urgency(now)) {
          case NONE -> Diagnosis.DIRECTORY_KEY_OK;
          case SIXTY_DAYS, THIRTY_DAYS -> Diagnosis.DIRECTORY_KEY_ENDING;
          case SEVEN_DAYS -> Diagnosis.DIRECTORY_KEY_PRESSING;
          case EXPIRED -> Diagnosis.DIRECTORY_KEY_EXPIRED;
        };
    return Finding.of(
        diagnosis,
        directory,
        "until " + end + ", " + Duration.between(now, end).toDays() + " days");
  }
}
