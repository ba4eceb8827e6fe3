package org.guestbridge.core.audit;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;

/**
 * One thing that happened, without any personal value: people are named by the id of their binding.
 * The recorder adds time, realm and sequence number.
 */
public sealed interface AuditEvent {

  /** The stable name of the kind of event. */
  String type();

  /** The correlation id of the request or command that caused it. */
  String correlationId();

  /** The binding it is about, when there is one. */
  Optional<UUID> binding();

  /**
   * The event's other values by name, absent ones left out; the names are {@code upstream}, {@code
   * downstream}, {@code rule}, {@code rule_set}, {@code names_digest}, {@code code} and {@code
   * actor}.
   */
  Map<String, String> details();

  /**
   * An identity was released to a downstream.
   *
   * @param correlationId of the login
   * @param bindingId whose
   * @param upstream the upstream's name in the realm file
   * @param downstream the downstream's name in the realm file
   * @param rule the rule that decided
   * @param ruleSetDigest which version of the rules, the first 16 hexadecimal characters
   * @param namesDigest the keyed digest of the names that were released, by which a comparison
   *     notices that another channel tells others; nobody learns a name from it
   */
  record Released(
      String correlationId,
      UUID bindingId,
      String upstream,
      String downstream,
      String rule,
      String ruleSetDigest,
      String namesDigest)
      implements AuditEvent {
    @Override
    public String type() {
      return "released";
    }

    @Override
    public Optional<UUID> binding() {
      return Optional.of(bindingId);
    }

    @Override
    public Map<String, String> details() {
      return Map.of(
          "upstream",
          upstream,
          "downstream",
          downstream,
          "rule",
          rule,
          "rule_set",
          ruleSetDigest,
          "names_digest",
          namesDigest);
    }
  }

  /**
   * A login or message was refused.
   *
   * @param correlationId of the request
   * @param code the stable code
   * @param rule the rule that refused, when one did
   * @param binding whose, when known
   */
  record Refused(String correlationId, Code code, Optional<String> rule, Optional<UUID> binding)
      implements AuditEvent {
    @Override
    public String type() {
      return "refused";
    }

    @Override
    public Map<String, String> details() {
      return rule.map(name -> Map.of("code", code.text(), "rule", name))
          .orElseGet(() -> Map.of("code", code.text()));
    }
  }

  /**
   * A binding was created or its status changed.
   *
   * @param correlationId of the login or command
   * @param bindingId whose
   * @param change what happened
   * @param actor who did it: {@code login}, {@code provisioning}, or the name of an administrator's
   *     channel
   */
  record BindingChanged(String correlationId, UUID bindingId, BindingChange change, String actor)
      implements AuditEvent {
    @Override
    public String type() {
      return "binding_" + change.text();
    }

    @Override
    public Optional<UUID> binding() {
      return Optional.of(bindingId);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("actor", actor);
    }
  }

  /**
   * The directories are to have an active account of a person.
   *
   * @param correlationId names the person by the id of their row
   * @param bindingId whose
   * @param upstream the upstream of the channel that told of the person
   * @param rule the rule that decided
   * @param ruleSetDigest which version of the rules, the first 16 hexadecimal characters
   */
  record Provided(
      String correlationId, UUID bindingId, String upstream, String rule, String ruleSetDigest)
      implements AuditEvent {
    @Override
    public String type() {
      return "provided";
    }

    @Override
    public Optional<UUID> binding() {
      return Optional.of(bindingId);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("upstream", upstream, "rule", rule, "rule_set", ruleSetDigest);
    }
  }

  /**
   * The directories are to have no active account of a person who is inactive or gone upstream, or
   * whose binding is held or retired.
   *
   * @param correlationId names the person by the id of their row
   * @param binding whose, when there is one
   * @param code why, when it is not the upstream's word
   */
  record Withdrawn(String correlationId, Optional<UUID> binding, Optional<Code> code)
      implements AuditEvent {
    @Override
    public String type() {
      return "withdrawn";
    }

    @Override
    public Map<String, String> details() {
      return code.map(why -> Map.of("code", why.text())).orElseGet(Map::of);
    }
  }

  /**
   * A person whom a provisioning client told of may not have an account.
   *
   * @param correlationId names the person by the id of their row
   * @param code why
   * @param rule the rule that decided, when one did
   * @param binding whose, when there is one
   */
  record HeldBack(String correlationId, Code code, Optional<String> rule, Optional<UUID> binding)
      implements AuditEvent {
    @Override
    public String type() {
      return "held_back";
    }

    @Override
    public Map<String, String> details() {
      return rule.map(name -> Map.of("code", code.text(), "rule", name))
          .orElseGet(() -> Map.of("code", code.text()));
    }
  }

  /**
   * Where mail to an alias goes was learned, said or taken back.
   *
   * @param correlationId of the login, plan or command
   * @param bindingId whose
   * @param change what happened
   * @param actor who did it: {@code login}, {@code provisioning}, or the name of an administrator's
   *     channel
   */
  record MailRouteChanged(String correlationId, UUID bindingId, RouteChange change, String actor)
      implements AuditEvent {
    @Override
    public String type() {
      return "mail_route_" + change.text();
    }

    @Override
    public Optional<UUID> binding() {
      return Optional.of(bindingId);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("actor", actor);
    }
  }

  /**
   * An administrator gave an order about what a directory is told.
   *
   * @param correlationId of the command
   * @param binding whose account, when it is one
   * @param type what was ordered, such as {@code delivery_adopted}
   * @param downstream the downstream's name in the realm file
   * @param actor the name of the administrator's channel
   */
  record DeliveryOrdered(
      String correlationId, Optional<UUID> binding, String type, String downstream, String actor)
      implements AuditEvent {
    @Override
    public Map<String, String> details() {
      return Map.of("downstream", downstream, "actor", actor);
    }
  }

  /**
   * An administrator allowed what a round of a channel withheld since it was suspiciously much.
   *
   * @param correlationId names the channel, and from how many people what may be taken
   * @param actor the name of the administrator's channel
   */
  record WithdrawalAllowed(String correlationId, String actor) implements AuditEvent {
    @Override
    public String type() {
      return "withdrawal_allowed";
    }

    @Override
    public Optional<UUID> binding() {
      return Optional.empty();
    }

    @Override
    public Map<String, String> details() {
      return Map.of("code", Code.GRAPH_WITHDRAWAL_SUSPICIOUS.text(), "actor", actor);
    }
  }

  /**
   * A time after a restore began or ended.
   *
   * @param correlationId of the command or run
   * @param type {@code epoch_begun} or {@code epoch_ended}
   * @param actor the name of the administrator's channel
   */
  record EpochChanged(String correlationId, String type, String actor) implements AuditEvent {
    @Override
    public Optional<UUID> binding() {
      return Optional.empty();
    }

    @Override
    public Map<String, String> details() {
      return Map.of("actor", actor);
    }
  }
}
