package org.guestbridge.app.doctor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.load.LoadResult;

/** Says what came of loading the realm file, and which metadata in it end soon. */
final class RealmCheck implements Check {

  private static final Duration AHEAD = Duration.ofDays(30);

  private final LoadResult loaded;
  private final InstantSource clock;

  RealmCheck(LoadResult loaded, InstantSource clock) {
    this.loaded = loaded;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "realm file";
  }

  @Override
  public List<Finding> run() {
    return loaded.fold(this::accepted, RealmCheck::rejected);
  }

  private List<Finding> accepted(LoadResult.Loaded result) {
    Realm realm = result.realm();
    Finding ok =
        Finding.of(
            Diagnosis.REALM_OK,
            realm.id().value(),
            "SHA-256 " + result.sha256() + ", " + realm.rules().rules().size() + " rules");
    Stream<Finding> ending =
        realm.downstreams().values().stream()
            .flatMap(
                each -> each instanceof SamlServiceProvider saml ? Stream.of(saml) : Stream.empty())
            .flatMap(this::ending);
    return Stream.concat(Stream.of(ok), ending).toList();
  }

  private Stream<Finding> ending(SamlServiceProvider downstream) {
    return downstream.registration().validUntil().stream()
        .filter(until -> until.isBefore(clock.instant().plus(AHEAD)))
        .map(
            until ->
                Finding.of(
                    Diagnosis.DOWNSTREAM_METADATA_ENDING, downstream.name(), "until " + until));
  }

  private static List<Finding> rejected(LoadResult.Rejected result) {
    return result.problems().stream().map(RealmCheck::finding).toList();
  }

  private static Finding finding(Problem problem) {
    return new Finding(
        Diagnosis.REALM_PROBLEM,
        problem.pointer().isEmpty() ? "(document)" : problem.pointer(),
        problem.code().text() + ": " + problem.detail(),
        problem.code().remedy());
  }
}
