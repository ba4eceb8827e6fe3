package org.guestbridge.simulators.atlassian;

import java.util.LinkedHashMap;
import java.util.Map;

/** The organization as the JSON document of {@code /admin/state.json}. */
final class AdminState {
  /** More accounts are counted, not listed. */
  static final int MAXIMUM_ACCOUNTS = 10_000;

  private AdminState() {}

  static Map<String, Object> of(SimulatedAtlassian atlassian) {
    Organization organization = atlassian.organization();
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("entityId", atlassian.entityId());
    state.put("assertionConsumerService", atlassian.assertionConsumerService().toString());
    state.put("product", atlassian.product().toString());
    state.put(
        "identityProvider",
        atlassian
            .identityProvider()
            .map(idp -> Map.of("entityId", idp.entityId(), "ssoUrl", idp.ssoUrl().toString()))
            .orElse(null));
    state.put("domains", organization.domains());
    state.put("switches", organization.switches().all());
    state.put("accountCount", organization.accounts().size());
    state.put(
        "accounts",
        organization.accounts().all().stream()
            .limit(MAXIMUM_ACCOUNTS)
            .map(AdminState::account)
            .toList());
    state.put("succeeded", organization.succeeded());
    state.put("failed", organization.failed());
    state.put("logins", organization.logins().stream().map(AdminState::login).toList());
    state.put("backendLog", organization.backendLog());
    return state;
  }

  private static Map<String, Object> account(Account account) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("accountId", account.accountId());
    json.put("email", account.email());
    json.put("internalId", account.internalId().orElse(null));
    json.put("givenName", account.givenName());
    json.put("surname", account.surname());
    json.put("managed", account.managed());
    json.put("active", account.active());
    json.put("singleSignOn", account.singleSignOn());
    return json;
  }

  private static Map<String, Object> login(Login login) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", login.number());
    json.put("at", login.at().toString());
    json.put("succeeded", login.succeeded());
    json.put("serviceProviderInitiated", login.serviceProviderInitiated());
    json.put("relayState", login.relayState().orElse(null));
    json.put("expectedEmail", login.expectedEmail().orElse(null));
    json.put("nameId", login.nameId().orElse(null));
    json.put("nameIdFormat", login.nameIdFormat().orElse(null));
    json.put("accepted", login.accepted());
    json.put("rejected", login.rejected());
    json.put("statusCodes", login.statusCodes());
    json.put("accountId", login.account().map(Account::accountId).orElse(null));
    json.put("linking", login.linking().map(Enum::name).orElse(null));
    json.put("failure", login.failure().map(Enum::name).orElse(null));
    json.put("detail", login.detail());
    return json;
  }
}
