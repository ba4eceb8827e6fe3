package org.guestbridge.app.upstream.oidc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.guestbridge.app.attack.AttackCase;
import org.guestbridge.app.attack.Edits;
import org.guestbridge.simulators.http.Response;

/** What a provider, or who speaks in its place, can answer. */
final class ProviderEdits {

  private static final Edits.Builder<Consumer<Visit>> GOOD = attack -> visit -> {};
  private static final Map<String, String> PATHS =
      Map.of(
          "discovery", Visit.PATH + "/v2.0/.well-known/openid-configuration",
          "keys", Visit.PATH + "/keys",
          "token", Visit.PATH + "/token");

  private ProviderEdits() {}

  static Edits<Consumer<Visit>> ofAnswers() {
    Edits<Consumer<Visit>> edits = new Edits<>();
    edits.add("metadata-member", ProviderEdits::metadata, GOOD);
    edits.add(
        "without-metadata-member", attack -> visit -> visit.metadata.remove(attack.value()), GOOD);
    edits.add("key-member", ProviderEdits::keyMember, GOOD);
    edits.add("key-id-of-both-keys", ProviderEdits::sameKeyId, GOOD);
    edits.add(
        "no-key-id-with-two-keys",
        attack -> visit -> visit.header.remove("kid"),
        attack ->
            visit -> {
              visit.header.remove("kid");
              visit.keys.remove(1);
            });
    edits.add("key-id", attack -> visit -> visit.header.put("kid", attack.value()), GOOD);
    edits.add("number-of-keys", ProviderEdits::manyKeys, GOOD);
    edits.add(
        "answer",
        attack -> answer(attack, Response.jsonText(attack.number("status"), attack.value())),
        GOOD);
    edits.add(
        "page", attack -> answer(attack, Response.html(200, "<html>" + attack.value())), GOOD);
    edits.add("redirect", attack -> answer(attack, Response.redirect(attack.value())), GOOD);
    edits.add("dropped-connection", attack -> answer(attack, Response.dropped()), GOOD);
    edits.add(
        "nested-to",
        attack -> answer(attack, Response.jsonText(200, nested(attack.number("value")))),
        GOOD);
    edits.add(
        "padded-to",
        attack -> answer(attack, Response.jsonText(200, "{}" + " ".repeat(attack.number("value")))),
        GOOD);
    return edits;
  }

  private static Consumer<Visit> metadata(AttackCase attack) {
    Object value = attack.with().get("value");
    return visit ->
        visit.metadata.put(
            attack.text("name"),
            value instanceof String text ? text.replace("{base}", visit.base) : value);
  }

  private static Consumer<Visit> keyMember(AttackCase attack) {
    Object value = attack.with().get("value");
    return visit -> {
      Map<String, Object> key = visit.keys.get(0);
      if (attack.text("name").equals("key_ops")) {
        key.remove("use");
      }
      key.put(attack.text("name"), value);
    };
  }

  private static Consumer<Visit> sameKeyId(AttackCase attack) {
    return visit -> visit.keys.forEach(key -> key.put("kid", attack.value()));
  }

  private static Consumer<Visit> manyKeys(AttackCase attack) {
    return visit -> {
      List<Map<String, Object>> copies = new ArrayList<>();
      for (int i = 0; i < attack.number("value"); i++) {
        copies.add(visit.keys.get(0));
      }
      visit.keys.clear();
      visit.keys.addAll(copies);
    };
  }

  private static Consumer<Visit> answer(AttackCase attack, Response response) {
    String path = PATHS.get(attack.text("from"));
    return visit -> visit.answers.put(path, response);
  }

  private static String nested(int depth) {
    return "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
  }
}
