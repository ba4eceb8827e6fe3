package org.guestbridge.app.login;

import java.util.List;
import java.util.Optional;
import org.guestbridge.app.upstream.UpstreamConnection;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.HomeRealm;
import org.guestbridge.realm.Realm;

/**
 * Which upstream a person belongs to. A hint decides nothing but the way: whoever arrives there
 * still has to prove who they are. An alias says nothing of where its holder belongs, and the
 * registry is never asked for somebody who has not signed in.
 */
final class HomeRealmDiscovery {

  private final Realm realm;
  private final List<UpstreamConnection> upstreams;

  HomeRealmDiscovery(Realm realm, List<UpstreamConnection> upstreams) {
    this.realm = realm;
    this.upstreams = List.copyOf(upstreams);
  }

  /**
   * The upstreams whose people may sign in to {@code downstream}, in the order of the realm file.
   *
   * @throws RefusalException {@link Code#SAML_SP_UNKNOWN} when there is no such downstream, {@link
   *     Code#SAML_UPSTREAM_REFUSED} when there is no such upstream
   */
  List<UpstreamConnection> admitted(String downstream) throws RefusalException {
    Downstream settings = realm.downstreams().get(downstream);
    if (settings == null) {
      throw new RefusalException(Code.SAML_SP_UNKNOWN, "the realm has no such downstream");
    }
    List<UpstreamConnection> admitted =
        upstreams.stream().filter(each -> settings.release().admits(each.name())).toList();
    if (admitted.isEmpty()) {
      throw new RefusalException(Code.SAML_UPSTREAM_REFUSED, "the downstream admits no upstream");
    }
    return admitted;
  }

  /**
   * The upstream of that name, if its people may sign in to {@code downstream}.
   *
   * @param upstream untrusted
   * @throws RefusalException as {@link #admitted(String)}
   */
  UpstreamConnection requireAdmitted(String downstream, String upstream) throws RefusalException {
    return admitted(downstream).stream()
        .filter(each -> each.name().equals(upstream))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusalException(
                    Code.SAML_UPSTREAM_REFUSED, "the downstream does not admit the upstream"));
  }

  /**
   * The one that needs no question: the only one, or the one that claims the hint's mail domain.
   *
   * @param loginHint untrusted
   */
  Optional<UpstreamConnection> evident(
      List<UpstreamConnection> admitted, Optional<String> loginHint) {
    if (admitted.size() == 1) {
      return Optional.of(admitted.get(0));
    }
    Optional<DomainName> domain =
        loginHint
            .flatMap(EmailAddress::parse)
            .map(EmailAddress::domain)
            .filter(named -> !realm.domains().alias().contains(named));
    return domain.flatMap(
        named ->
            admitted.stream()
                .filter(each -> homeRealm(each).mailDomains().contains(named))
                .findFirst());
  }

  /** What the person chooses among. */
  List<Begun.Offer> offers(List<UpstreamConnection> admitted) {
    return admitted.stream()
        .map(each -> new Begun.Offer(each.name(), homeRealm(each).label().orElse(each.name())))
        .toList();
  }

  private HomeRealm homeRealm(UpstreamConnection connection) {
    return Optional.ofNullable(realm.upstreams().get(connection.name()))
        .map(upstream -> upstream.homeRealm())
        .orElse(HomeRealm.UNSPECIFIED);
  }
}
