package org.guestbridge.app.upstream.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.guestbridge.app.attack.AttackCase;
import org.guestbridge.app.attack.Edits;
import org.guestbridge.simulators.entra.EntraSettings;

/** What a forged, foreign or replayed ID token can look like. */
final class TokenEdits {

  private static final Edits.Builder<Consumer<Visit>> GOOD = attack -> visit -> {};
  private static final RSAKey STRANGER = stranger();

  private TokenEdits() {}

  static Edits<Consumer<Visit>> ofIdToken() {
    Edits<Consumer<Visit>> edits = new Edits<>();
    addForms(edits);
    addClaims(edits);
    return edits;
  }

  private static void addForms(Edits<Consumer<Visit>> edits) {
    edits.add("header-member", TokenEdits::header, GOOD);
    edits.add(
        "without-header-member", attack -> visit -> visit.header.remove(attack.value()), GOOD);
    edits.add("header-text", attack -> visit -> visit.headerText = text -> attack.value(), GOOD);
    edits.add("unsigned-as", attack -> unsigned(attack.value()), GOOD);
    edits.add("hmac-by", attack -> hmac(attack.value()), GOOD);
    edits.add(
        "signed-by-pss",
        attack ->
            visit -> {
              visit.header.put("alg", "PS256");
              visit.signer = Visit.rsa(StubProvider.KEYS.get(0), JWSAlgorithm.PS256);
            },
        GOOD);
    edits.add(
        "signed-by-a-stranger",
        attack -> visit -> visit.signer = Visit.rsa(STRANGER, JWSAlgorithm.RS256),
        GOOD);
    edits.add("own-key-in-the-header-as", attack -> ownKey(attack.value()), GOOD);
    edits.add(
        "token",
        attack -> visit -> visit.token = good -> attack.value().replace("{token}", good),
        GOOD);
    edits.add(
        "signature",
        attack ->
            visit ->
                visit.token = good -> good.substring(0, good.lastIndexOf('.') + 1) + attack.value(),
        GOOD);
    edits.add(
        "token-of",
        attack -> visit -> visit.token = good -> "a".repeat(attack.number("value")),
        GOOD);
    edits.add(
        "payload",
        attack ->
            visit -> visit.payloadText = text -> text.replace(attack.text("from"), attack.value()),
        GOOD);
    edits.add(
        "payload-changed-after-signing",
        attack ->
            visit -> visit.token = good -> repacked(good, attack.text("from"), attack.value()),
        GOOD);
  }

  private static void addClaims(Edits<Consumer<Visit>> edits) {
    edits.add(
        "claim",
        attack -> visit -> visit.claims.put(attack.text("name"), filled(attack, visit)),
        GOOD);
    edits.add("claims", TokenEdits::claims, GOOD);
    edits.add("without-claim", attack -> visit -> visit.claims.remove(attack.value()), GOOD);
    edits.add(
        "time",
        attack -> at(attack, attack.number("value")),
        attack -> at(attack, attack.number("within")));
    edits.add(
        "fresh-sign-in-with-auth-time-at",
        attack -> fresh(attack.number("value")),
        attack -> fresh(0));
    edits.add(
        "fresh-sign-in-without-auth-time",
        attack ->
            visit -> {
              visit.forced = true;
              visit.claims.remove("auth_time");
            },
        attack -> fresh(0));
    edits.add(
        "many-claims",
        attack ->
            visit -> {
              for (int i = 0; i < attack.number("value"); i++) {
                visit.claims.put("c" + i, i);
              }
            },
        GOOD);
  }

  private static Consumer<Visit> header(AttackCase attack) {
    Object value = attack.with().get("value");
    return visit -> visit.header.put(attack.text("name"), value);
  }

  private static Consumer<Visit> claims(AttackCase attack) {
    return visit ->
        ((Map<?, ?>) attack.with().get("value"))
            .forEach((name, value) -> visit.claims.put(name.toString(), value));
  }

  private static Object filled(AttackCase attack, Visit visit) {
    Object value = attack.with().get("value");
    return value instanceof String text ? text.replace("{base}", visit.base) : value;
  }

  private static Consumer<Visit> at(AttackCase attack, int secondsFromNow) {
    return visit ->
        visit.claims.put(attack.text("name"), visit.now.getEpochSecond() + secondsFromNow);
  }

  private static Consumer<Visit> fresh(int secondsFromNow) {
    return visit -> {
      visit.forced = true;
      visit.claims.put("auth_time", visit.now.getEpochSecond() + secondsFromNow);
    };
  }

  private static Consumer<Visit> unsigned(String algorithm) {
    return visit -> {
      visit.header.put("alg", algorithm);
      visit.signer = input -> "";
    };
  }

  private static Consumer<Visit> hmac(String key) {
    return visit -> {
      visit.header.put("alg", "HS256");
      visit.signer =
          input ->
              new MACSigner(Arrays.copyOf(secret(key), Math.max(32, secret(key).length)))
                  .sign(new JWSHeader(JWSAlgorithm.HS256), input)
                  .toString();
    };
  }

  private static byte[] secret(String key) throws JOSEException {
    RSAKey published = StubProvider.KEYS.get(0);
    return switch (key) {
      case "client secret" -> EntraSettings.DEFAULT_CLIENT_SECRET.getBytes(StandardCharsets.UTF_8);
      case "public key" -> published.toRSAPublicKey().getEncoded();
      case "modulus" -> published.getModulus().decode();
      case "published key" ->
          published.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
      default -> throw new IllegalArgumentException(key);
    };
  }

  private static Consumer<Visit> ownKey(String member) {
    Object value =
        switch (member) {
          case "jwk" -> STRANGER.toPublicJWK().toJSONObject();
          case "jku", "x5u" -> "https://attacker.example/keys";
          case "x5c" -> List.of("AA==");
          default -> throw new IllegalArgumentException(member);
        };
    return visit -> {
      visit.header.put(member, value);
      visit.signer = Visit.rsa(STRANGER, JWSAlgorithm.RS256);
    };
  }

  private static String repacked(String token, String from, String to) {
    List<String> parts = List.of(token.split("\\.", -1));
    String payload = new Base64URL(parts.get(1)).decodeToString();
    String changed = payload.replace(from, to);
    if (changed.equals(payload)) {
      throw new IllegalArgumentException("the payload has no " + from);
    }
    return parts.get(0) + "." + Base64URL.encode(changed) + "." + parts.get(2);
  }

  private static RSAKey stranger() {
    try {
      return new RSAKeyGenerator(2048).keyID("kid-1").generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
