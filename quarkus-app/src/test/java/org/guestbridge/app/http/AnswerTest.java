package org.guestbridge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.Test;

class AnswerTest {

  /**
   * Codes whose page says no more than "not available right now": what ails the broker itself, and
   * codes of the realm file, the command line and the admin resource, which never reach a page. A
   * new code has to be put here or into the table.
   */
  private static final Set<Code> UNAVAILABLE_ON_PURPOSE =
      EnumSet.of(
          Code.REALM_UNREADABLE,
          Code.REALM_SYNTAX,
          Code.REALM_OVERSIZED,
          Code.REALM_UNKNOWN_KEY,
          Code.REALM_RETIRED_KEY,
          Code.REALM_MISSING_KEY,
          Code.REALM_WRONG_TYPE,
          Code.REALM_VALUE_INVALID,
          Code.REALM_DUPLICATE,
          Code.REALM_REFERENCE_UNKNOWN,
          Code.REALM_SECRET_UNRESOLVED,
          Code.REALM_SECRET_INLINE,
          Code.REALM_URL_INVALID,
          Code.REALM_DOMAINS_OVERLAP,
          Code.REALM_DOMAIN_NOT_LISTED,
          Code.REALM_RULE_INVALID,
          Code.REALM_TEMPLATE_INVALID,
          Code.REALM_REGEX_INVALID,
          Code.REALM_CERTIFICATE_INVALID,
          Code.IDENTITY_FILE_INVALID,
          Code.KEYCLOAK_UNSUPPORTED,
          Code.KEYCLOAK_MANUAL_STEP,
          Code.SETTING_INVALID,
          Code.KEY_RING_MISSING,
          Code.KEY_RING_UNREADABLE,
          Code.KEY_RING_EXISTS,
          Code.KEY_RING_LOCKED,
          Code.KEY_RING_REPLACED,
          Code.SIGNING_KEY_MISSING,
          Code.SIGNING_KEY_TRANSITION,
          Code.SIGNING_KEY_EXPIRED,
          Code.FILE_EXISTS,
          Code.LEDGER_UNAVAILABLE,
          Code.LEDGER_UNSUPPORTED,
          Code.LEDGER_SCHEMA_MISMATCH,
          Code.LEDGER_MIGRATED_ELSEWHERE,
          Code.CLUSTER_NEEDS_POSTGRESQL,
          Code.CLUSTER_ADDRESS,
          Code.CLUSTER_RING_DIFFERS,
          Code.REALM_AMBIGUOUS,
          Code.REALM_UNKNOWN,
          Code.ADMIN_UNAUTHORIZED,
          Code.ADMIN_FORBIDDEN,
          Code.BROKER_UNREACHABLE,
          Code.INTERNAL_ERROR,
          Code.SAML_METADATA_INVALID,
          Code.SAML_METADATA_EXPIRED,
          Code.BINDING_UNKNOWN,
          Code.BINDING_TRANSITION,
          Code.PERSON_UNKNOWN,
          Code.CHANNEL_UNKNOWN,
          Code.PERSON_UNREADABLE,
          Code.PERSON_DUPLICATE,
          Code.OBJECT_ID_MISSING,
          Code.GRAPH_APPLICATION_UNKNOWN,
          Code.GRAPH_WITHDRAWAL_SUSPICIOUS,
          Code.DIRECTORY_ENTRY_MISSING,
          Code.DIRECTORY_KIND_UNPROVEN,
          Code.BINDING_KIND_DIFFERS,
          Code.LOGIN_REQUIRED,
          Code.MAIL_BOUNCED,
          Code.MAIL_WITHDRAWN,
          Code.MAIL_UNROUTABLE,
          Code.MAIL_EXCHANGER_UNREADY,
          Code.MAIL_ALIAS_REFUSED,
          Code.OUTPUT_GUARD,
          Code.KEYCLOAK_CLIENT_UNFIT,
          Code.KEYCLOAK_UPSTREAM_UNFIT,
          Code.KEYCLOAK_REALM_UNFIT,
          Code.KEYCLOAK_MAPPER_INVALID,
          Code.KEYCLOAK_ACCOUNT_CONFLICT,
          Code.KEYCLOAK_ACCOUNT_DISABLED,
          Code.RELEASE_MISSING,
          Code.RELEASE_ELSEWHERE,
          Code.RELEASE_STALE,
          Code.SCIM_UNAUTHORIZED,
          Code.SCIM_BUSY,
          Code.SCIM_METHOD,
          Code.SCIM_SYNTAX,
          Code.SCIM_FILTER,
          Code.SCIM_PATH,
          Code.SCIM_VALUE,
          Code.SCIM_UNIQUENESS,
          Code.SCIM_VERSION,
          Code.SCIM_TOO_MANY,
          Code.DELIVERY_UNKNOWN,
          Code.DELIVERY_DIRECTORY_UNKNOWN,
          Code.DELIVERY_UNREACHABLE,
          Code.DELIVERY_THROTTLED,
          Code.DELIVERY_ANSWER_INVALID,
          Code.DELIVERY_KEY_REFUSED,
          Code.DELIVERY_ADDRESS_UNKNOWN,
          Code.DELIVERY_ACCOUNT_FOREIGN,
          Code.DELIVERY_GROUP_FOREIGN,
          Code.DELIVERY_REFUSED,
          Code.DELIVERY_STOPPED,
          Code.RECONCILIATION_RUNNING,
          Code.RECONCILIATION_UNKNOWN);

  @Test
  void everyCodeIsAnsweredOnPurpose() {
    Set<Code> unavailable = EnumSet.noneOf(Code.class);
    Arrays.stream(Code.values())
        .filter(code -> Answer.to(code) == Answer.UNAVAILABLE)
        .forEach(unavailable::add);
    assertThat(unavailable).containsExactlyInAnyOrderElementsOf(UNAVAILABLE_ON_PURPOSE);
  }

  @Test
  void statusFitsWhoHasToAct() {
    assertThat(Answer.to(Code.RATE_LIMITED).status()).isEqualTo(429);
    assertThat(Answer.to(Code.NOT_FOUND).status()).isEqualTo(404);
    assertThat(Answer.to(Code.REQUEST_OVERSIZED).status()).isEqualTo(413);
    assertThat(Answer.to(Code.UPSTREAM_SLOW).status()).isEqualTo(502);
    assertThat(Answer.to(Code.BINDING_HELD).status()).isEqualTo(403);
    assertThat(Answer.to(Code.INTERNAL_ERROR).status()).isEqualTo(503);
  }

  @Test
  void everyAnswerHasItsTextsInBothLanguages() {
    ResourceBundle english = texts(Locale.ENGLISH);
    ResourceBundle german = texts(Locale.GERMAN);
    for (Answer answer : Answer.values()) {
      for (String part : Set.of(".title", ".body")) {
        String key = answer.textKey() + part;
        assertThat(english.getString(key)).as(key).isNotBlank();
        assertThat(german.getString(key)).as(key).isNotBlank();
      }
    }
    assertThat(new TreeSet<>(german.keySet())).isEqualTo(new TreeSet<>(english.keySet()));
    assertThat(german.getString("post.button")).isNotEqualTo(english.getString("post.button"));
  }

  private static ResourceBundle texts(Locale locale) {
    return ResourceBundle.getBundle(
        "org.guestbridge.app.http.messages",
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }
}
