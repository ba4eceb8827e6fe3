package org.guestbridge.app.doctor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.GraphChannel;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.ProvisioningChannel;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.ScimChannel;
import org.guestbridge.realm.load.LoadResult;

/**
 * What there is to look at.
 *
 * @param file the realm file
 * @param loaded what came of loading it
 * @param data the broker's data directory, which may be missing
 * @param ring the key ring in it
 * @param registry the ways to the registry
 * @param token the token that an administrator gave
 * @param dns whom to ask for records
 * @param offline whether only this machine and the registry are asked
 * @param clock this machine's clock
 */
public record Examination(
    Path file,
    LoadResult loaded,
    Path data,
    KeyRingLocation ring,
    RegistryAccess registry,
    Optional<TokenFile> token,
    DnsResolver dns,
    boolean offline,
    InstantSource clock) {

  /** Every check that applies, and the report on what they found. */
  public DoctorReport reportBy(Doctor doctor) {
    return new DoctorReport(
        realm().map(realm -> realm.id().value()),
        clock.instant(),
        offline,
        doctor.examine(checks()));
  }

  private Optional<Realm> realm() {
    return loaded.fold(result -> Optional.of(result.realm()), rejected -> Optional.empty());
  }

  private List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(new RealmCheck(loaded, clock));
    checks.add(new KeysCheck(ring, realm(), clock));
    checks.add(new DatabaseCheck(registry, clock));
    checks.add(new MachineCheck(data, referred(), Runtime.version().feature()));
    realm().ifPresent(realm -> addOfRealm(checks, realm));
    return checks;
  }

  private void addOfRealm(List<Check> checks, Realm realm) {
    token.ifPresent(given -> checks.add(new TokenCheck(realm, given)));
    BoundedHttp documents = BoundedHttp.create(HttpLimits.DOCUMENTS);
    addUpstreams(checks, realm, documents);
    checks.add(new DirectoryKeyCheck(realm, clock));
    if (!offline) {
      addProvisioning(checks, realm, documents);
      for (DomainName domain : realm.domains().alias()) {
        checks.add(
            new DomainCheck(domain, DnsResolver.RecordType.MX, dns, realm.mail().exchanger()));
        checks.add(new DomainCheck(domain, DnsResolver.RecordType.TXT, dns, Optional.empty()));
      }
      checks.add(new PublicUrlCheck(realm, ring, registry.broker().isPresent(), documents, clock));
      realm.downstreams().values().stream()
          .map(SamlServiceProvider.class::cast)
          .flatMap(downstream -> DownstreamCheck.of(downstream, documents))
          .forEach(checks::add);
    }
  }

  private void addUpstreams(List<Check> checks, Realm realm, BoundedHttp documents) {
    BoundedHttp http = BoundedHttp.create(HttpLimits.DEFAULT);
    realm
        .upstreams()
        .values()
        .forEach(
            upstream -> {
              if (upstream instanceof SamlUpstream saml) {
                if (!offline || !SamlUpstreamCheck.asksTheWorld(saml)) {
                  checks.add(new SamlUpstreamCheck(saml, documents, clock));
                }
              } else if (upstream instanceof OidcUpstream oidc) {
                addOidc(checks, realm, oidc, http);
              }
            });
  }

  private void addOidc(List<Check> checks, Realm realm, OidcUpstream upstream, BoundedHttp http) {
    if (upstream.provider() instanceof OidcProvider.Entra entra) {
      checks.add(new LoginsCheck(realm.id(), upstream.name(), entra, registry, clock));
    }
    if (!offline) {
      OidcUpstreamCheck.of(upstream, http, clock).forEach(checks::add);
    }
  }

  private void addProvisioning(List<Check> checks, Realm realm, BoundedHttp http) {
    for (Downstream downstream : realm.downstreams().values()) {
      if (downstream instanceof SamlServiceProvider app && app.directory().isPresent()) {
        checks.add(new DirectoryCheck(app.name(), app.directory().get(), http));
      }
    }
    for (ProvisioningChannel channel : realm.channels().values()) {
      if (channel instanceof GraphChannel graph
          && realm.upstreams().get(graph.upstream()) instanceof OidcUpstream upstream) {
        checks.add(new GraphCheck(graph, upstream, http, clock));
      }
    }
    if (realm.channels().values().stream().anyMatch(ScimChannel.class::isInstance)) {
      checks.add(new ScimEndpointCheck(realm, http));
    }
  }

  /** The files that the realm file refers to, without itself. */
  private Set<Path> referred() {
    return loaded.files().paths().stream()
        .filter(path -> !path.equals(file))
        .collect(Collectors.toSet());
  }
}
