package org.guestbridge.keycloak.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.alias.HistoryEntry;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;

/**
 * Bindings as the standalone broker's admin resource shows them, name by name. Holds personal
 * values: for the administrator who asked.
 */
final class BindingJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private BindingJson() {}

  /** Some bindings, and what to ask after for the next page. */
  static ObjectNode page(List<Binding> bindings, int limit) {
    ObjectNode page = NODES.objectNode();
    ArrayNode aliases = page.putArray("aliases");
    bindings.forEach(binding -> aliases.add(of(binding)));
    if (bindings.size() >= limit) {
      page.put("next", bindings.get(bindings.size() - 1).id().toString());
    }
    return page;
  }

  /** A binding and what happened to it, oldest first. */
  static ObjectNode detail(Binding binding, List<HistoryEntry> history) {
    ObjectNode detail = NODES.objectNode();
    detail.set("alias", of(binding));
    ArrayNode changes = detail.putArray("history");
    for (HistoryEntry entry : history) {
      ObjectNode change = changes.addObject();
      change.put("at", entry.at().toString());
      change.put("change", entry.change().text());
      put(change, "code", entry.code().map(Code::text));
    }
    return detail;
  }

  /** One binding. */
  static ObjectNode of(Binding binding) {
    Fingerprint remembered = binding.fingerprint();
    ObjectNode alias = NODES.objectNode();
    alias.put("id", binding.id().toString());
    alias.put("kind", binding.kind().name().toLowerCase(Locale.ROOT));
    alias.put("status", binding.status().name().toLowerCase(Locale.ROOT));
    put(alias, "code", binding.statusCode().map(Code::text));
    put(alias, "address", binding.address().map(EmailAddress::value));
    put(alias, "subject", binding.subject().map(BindingJson::text));
    put(alias, "idp", remembered.idp());
    put(alias, "signInName", remembered.signInName());
    put(alias, "mail", remembered.mail().map(EmailAddress::value));
    alias.put("createdAt", binding.createdAt().toString());
    return alias;
  }

  private static String text(UpstreamSubject subject) {
    if (subject instanceof UpstreamSubject.Entra entra) {
      return "entra " + entra.tenantId() + " " + entra.objectId();
    }
    if (subject instanceof UpstreamSubject.Saml saml) {
      return "saml " + saml.entityId() + " " + saml.persistentId();
    }
    UpstreamSubject.Oidc oidc = (UpstreamSubject.Oidc) subject;
    return "oidc " + oidc.issuer() + " " + oidc.subject();
  }

  private static void put(ObjectNode node, String name, Optional<String> value) {
    value.ifPresent(text -> node.put(name, text));
  }
}
