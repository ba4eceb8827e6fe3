package org.guestbridge.keycloak.downstream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.keycloak.release.ReleaseNote;
import org.guestbridge.realm.ReleasePolicy;

/** A guest, and the client that they sign in to. */
final class People {

  static final UUID BINDING = UUID.fromString("0d0c5a0e-4b1f-4c53-9a55-3a1c1b8f2f10");
  static final String ALIAS = "joe_partner.example@guests.example.com";
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  static final DownstreamClient CLIENT =
      new DownstreamClient("app", "https://sp.example.com/saml", ReleasePolicy.EVERYTHING);

  private People() {}

  static DownstreamClient clientOf(String... upstreams) {
    return new DownstreamClient(
        CLIENT.name(),
        CLIENT.entityId(),
        new ReleasePolicy(Optional.empty(), Optional.of(Set.of(upstreams))));
  }

  static ReleaseNote note(Instant at) {
    return note("app", at);
  }

  static ReleaseNote note(String downstream, Instant at) {
    return new ReleaseNote(
        BINDING,
        downstream,
        "entra",
        "guests",
        "Joe",
        "Doe",
        List.of("jira", "wiki"),
        "c0ffee",
        at);
  }

  static Entitlement.Account account() {
    return new Entitlement.Account(true, Optional.of(BINDING.toString()));
  }

  static Binding binding(BindingStatus status) {
    return new Binding(
        BINDING,
        BindingKind.ALIAS,
        status,
        status == BindingStatus.HELD ? Optional.of(Code.BINDING_HELD) : Optional.empty(),
        Optional.empty(),
        EmailAddress.parse(ALIAS),
        Fingerprint.NONE,
        true,
        false,
        NOW);
  }
}
