package org.guestbridge.core.broker;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.alias.Origin;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.rules.Decision;
import org.guestbridge.core.rules.ReleasedNames;
import org.guestbridge.core.text.EmailAddress;

/** What a rule grants a person: an alias, or the address they have. */
sealed interface Grant {

  /** The name of the rule that decided. */
  String rule();

  /** The names to release. */
  ReleasedNames names();

  /** The groups to release. */
  List<String> groups();

  /** The kind of binding it takes. */
  BindingKind kind();

  /** The only kind of account that may have it. */
  AccountKind account();

  /** Asks the registry for it, at first sight. */
  BindOutcome bind(
      AliasRegistry registry, UpstreamSubject subject, Fingerprint fingerprint, Origin origin);

  /** Asks the registry for it, for a binding of the other kind that awaits conversion. */
  BindOutcome convert(AliasRegistry registry, UUID bindingId, Fingerprint fingerprint);

  /** The addresses that {@link #bind} and {@link #convert} would try. */
  List<EmailAddress> candidates(AliasRegistry registry, UpstreamSubject subject);

  /** The address that the upstream says the person has now; never for an alias. */
  Optional<EmailAddress> ownAddress();

  record Alias(String rule, AliasRequest request, ReleasedNames names, List<String> groups)
      implements Grant {

    static Alias of(Decision.Alias decision) {
      return new Alias(decision.rule(), decision.request(), decision.names(), decision.groups());
    }

    @Override
    public BindingKind kind() {
      return BindingKind.ALIAS;
    }

    @Override
    public AccountKind account() {
      return AccountKind.EXTERNAL;
    }

    @Override
    public BindOutcome bind(
        AliasRegistry registry, UpstreamSubject subject, Fingerprint fingerprint, Origin origin) {
      return registry.bindAlias(subject, request, fingerprint, origin);
    }

    @Override
    public BindOutcome convert(AliasRegistry registry, UUID bindingId, Fingerprint fingerprint) {
      return registry.convertToAlias(bindingId, request, fingerprint);
    }

    @Override
    public List<EmailAddress> candidates(AliasRegistry registry, UpstreamSubject subject) {
      return registry.candidates(subject, request);
    }

    @Override
    public Optional<EmailAddress> ownAddress() {
      return Optional.empty();
    }
  }

  record PassThrough(String rule, EmailAddress address, ReleasedNames names, List<String> groups)
      implements Grant {

    static PassThrough of(Decision.PassThrough decision) {
      return new PassThrough(
          decision.rule(), decision.address(), decision.names(), decision.groups());
    }

    @Override
    public BindingKind kind() {
      return BindingKind.PASS_THROUGH;
    }

    @Override
    public AccountKind account() {
      return AccountKind.INTERNAL;
    }

    @Override
    public BindOutcome bind(
        AliasRegistry registry, UpstreamSubject subject, Fingerprint fingerprint, Origin origin) {
      return registry.bindPassThrough(subject, address, fingerprint, origin);
    }

    @Override
    public BindOutcome convert(AliasRegistry registry, UUID bindingId, Fingerprint fingerprint) {
      return registry.convertToPassThrough(bindingId, address, fingerprint);
    }

    @Override
    public List<EmailAddress> candidates(AliasRegistry registry, UpstreamSubject subject) {
      return List.of(address);
    }

    @Override
    public Optional<EmailAddress> ownAddress() {
      return Optional.of(address);
    }
  }
}
