package org.guestbridge.realm.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part of a realm file that a corpus file brings with it.
 *
 * @param domains {@code domains} of the realm file
 * @param upstream further keys of the one upstream
 * @param downstream further keys of the one downstream
 * @param rules {@code rules} of the realm file
 */
public record GoldenRealm(
    Map<String, Object> domains,
    Map<String, Object> upstream,
    Map<String, Object> downstream,
    List<Object> rules) {

  /** The name of the one upstream. */
  public static final String UPSTREAM = "entra";

  /** The name of the one downstream. */
  public static final String DOWNSTREAM = "atlassian";

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** The whole realm file between {@code around}, as YAML. */
  public String document(Surroundings around) {
    Map<String, Object> entra = new LinkedHashMap<>();
    entra.put("type", "entra-oidc");
    entra.put("tenant", GoldenCorpus.TENANT);
    entra.put("authority", around.authority());
    entra.put("clientId", around.clientId());
    entra.put("credential", Map.of("secret", around.secret()));
    entra.put("idpClaimConfigured", true);
    entra.putAll(upstream);
    Map<String, Object> atlassian = new LinkedHashMap<>();
    atlassian.put("type", "atlassian-saml");
    atlassian.put("entityId", around.entityId());
    atlassian.put("acs", around.acs());
    atlassian.put("redirectOrigins", List.of(around.product()));
    atlassian.put("attributes", Map.of("groups", Answer.GROUPS));
    atlassian.putAll(downstream);
    Map<String, Object> realm = new LinkedHashMap<>();
    realm.put("realm", around.realm());
    realm.put("publicUrl", around.publicUrl());
    realm.put("domains", domains);
    realm.put("mail", Map.of("handledBy", "elsewhere"));
    realm.put("limits", Map.of("perClientPerMinute", 10_000));
    realm.put("upstreams", Map.of(UPSTREAM, entra));
    realm.put("downstreams", Map.of(DOWNSTREAM, atlassian));
    realm.put("rules", rules);
    try {
      return YAML.writeValueAsString(realm);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every address domain of the realm. */
  public Set<String> domainNames() {
    Set<String> names = new LinkedHashSet<>();
    domains.values().forEach(list -> ((Collection<?>) list).forEach(name -> names.add(text(name))));
    return names;
  }

  /** The names of the rules, in order. */
  public List<String> ruleNames() {
    return rules.stream().map(rule -> text(((Map<?, ?>) rule).get("name"))).toList();
  }

  /** The groups that the downstream may be told; empty when it may be told all. */
  public Optional<Set<String>> groupsThatMayLeave() {
    return downstream.get("release") instanceof Map<?, ?> release
            && release.get("groups") instanceof Collection<?> groups
        ? Optional.of(new LinkedHashSet<>(groups.stream().map(GoldenRealm::text).toList()))
        : Optional.empty();
  }

  private static String text(Object value) {
    return String.valueOf(value);
  }
}
