package org.guestbridge.core.problem;

import java.util.Locale;

/**
 * The catalogue of stable codes. A code is the lower case name of its constant, is never reused,
 * and says the same thing in a log, a page, the audit log, a metric and an exit.
 */
public enum Code {
  // Realm file.
  REALM_UNREADABLE("The realm file cannot be read.", "Check the path and its permissions."),
  REALM_SYNTAX("The realm file is not valid YAML or JSON.", "Mend the syntax at the place named."),
  REALM_OVERSIZED("The realm file is over a limit.", "Keep it under 1 MiB and 1,000 rules."),
  REALM_UNKNOWN_KEY("A key is not part of the realm schema.", "Remove it or mend its spelling."),
  REALM_RETIRED_KEY("A key was retired.", "Replace it as the detail says."),
  REALM_MISSING_KEY("A required key is missing.", "Add it."),
  REALM_WRONG_TYPE("A value has the wrong type.", "Give a value of the type named."),
  REALM_VALUE_INVALID("A value is not one of those allowed.", "Give a value as the detail says."),
  REALM_DUPLICATE("A name or value stands twice.", "Keep one."),
  REALM_REFERENCE_UNKNOWN(
      "A reference names nothing in this realm.", "Name something that exists."),
  REALM_SECRET_UNRESOLVED(
      "An environment variable or file that holds a secret is missing.",
      "Set the variable or create the file; the file must be readable by the broker only."),
  REALM_SECRET_INLINE(
      "A secret stands in the realm file itself.", "Write ${env:NAME} or ${file:path} instead."),
  REALM_URL_INVALID(
      "A URL is not absolute https.", "Give an https URL; http is allowed for loopback only."),
  REALM_DOMAINS_OVERLAP(
      "A domain is listed both as alias and as pass-through domain.",
      "Keep guests on a domain of their own, such as guests.example.com."),
  REALM_DOMAIN_NOT_LISTED(
      "A rule uses a domain that the realm does not list.", "List it under domains.alias."),
  REALM_RULE_INVALID("A rule does not compile.", "Mend it as the detail says."),
  REALM_TEMPLATE_INVALID(
      "A template does not compile.", "Use {field} or {field.filter} with known names."),
  REALM_REGEX_INVALID(
      "A regular expression does not compile.", "Use RE2 syntax, without back-references."),
  REALM_CERTIFICATE_INVALID(
      "A certificate or key cannot be used.", "Give a PEM with an RSA key of 2048 bits or more."),
  IDENTITY_FILE_INVALID(
      "An identity file is not in the accepted form.",
      "Mend it as the detail says; examples are in realm-config/examples/identities."),
  KEYCLOAK_UNSUPPORTED(
      "Keycloak does not do what the realm file says here.",
      "Decide whether you can do without; docs/keycloak-mapping.md says what holds instead."),
  KEYCLOAK_MANUAL_STEP(
      "Something has to be done besides the import into Keycloak.", "Do it as the detail says."),

  // Start and operation.
  SETTING_INVALID("A setting of the broker is missing or wrong.", "Set it as the detail says."),
  KEY_RING_MISSING("There is no key ring.", "Run: guestbridge keys generate"),
  KEY_RING_UNREADABLE(
      "The key ring cannot be opened.", "Check the file, its permissions (0600) and its password."),
  KEY_RING_EXISTS("There is a key ring already.", "Keep it: the registry depends on it."),
  KEY_RING_LOCKED("Another command is changing the key ring.", "Wait until it is done."),
  KEY_RING_REPLACED(
      "The key ring's file no longer holds the keys that the broker runs with.",
      "Put the ring back; a broker takes another ring only at its start."),
  SIGNING_KEY_MISSING(
      "The key ring has no signing key for a realm.",
      "Run: guestbridge keys generate --realm NAME"),
  SIGNING_KEY_TRANSITION(
      "The state of the signing keys does not allow this step.", "See: guestbridge keys list"),
  SIGNING_KEY_EXPIRED(
      "The certificate of the signing key has run out by then.",
      "Remove the key and stage a new one."),
  FILE_EXISTS(
      "A file that would be written is there already.", "Name another file; nothing was replaced."),
  LEDGER_UNAVAILABLE("The database does not answer.", "Bring the database back; nothing is lost."),
  LEDGER_UNSUPPORTED("The database is not supported.", "Use H2 or PostgreSQL."),
  LEDGER_SCHEMA_MISMATCH(
      "The database schema is not this version's.",
      "Start the broker once with migration on; in Keycloak's database, start the Keycloak that has"
          + " this version's jar, which makes the tables."),
  LEDGER_MIGRATED_ELSEWHERE(
      "Keycloak makes and changes the tables of this database.",
      "Set guestbridge.db.migrate=false, or give the broker a database of its own."),
  CLUSTER_NEEDS_POSTGRESQL(
      "Several nodes were asked for on the embedded database.",
      "Set guestbridge.db.url to a PostgreSQL, or leave out guestbridge.cluster.enabled."),
  CLUSTER_ADDRESS(
      "The node cannot listen at its cluster address.",
      "Set guestbridge.cluster.host to an address of this machine, and a free port."),
  CLUSTER_RING_DIFFERS(
      "Another node has another key ring; this node takes no traffic.",
      "Give every node the same keyring.p12 and restart it."),
  RATE_LIMITED("Too many requests from one source.", "Wait a minute; raise the limit if genuine."),
  REALM_AMBIGUOUS("No realm was named, and there is not exactly one.", "Name one with --realm."),
  REALM_UNKNOWN("There is no realm of that name.", "Name one of those that the detail lists."),
  ADMIN_UNAUTHORIZED(
      "The admin bearer token is missing or wrong.",
      "Use the broker's token file; in Keycloak, an administrator's access token."),
  ADMIN_FORBIDDEN(
      "The administrator does not have the role for this.",
      "In Keycloak, give them view-users to look and explain, manage-users to change bindings."),
  NOT_FOUND("There is nothing at this address.", "Check the realm name and the path."),
  REQUEST_OVERSIZED("The request is larger than the limit.", "Send less."),
  REQUEST_INVALID("The request is not valid.", "Mend it as the detail says."),
  BROKER_UNREACHABLE(
      "The running broker does not answer as one.",
      "See its log; remove admin.json from the data directory only when no broker runs."),
  INTERNAL_ERROR("Something failed inside the broker.", "Look up the correlation id in the log."),

  // Downstream request.
  SAML_REQUEST_MISSING("There is no SAMLRequest.", "Start the sign-in at the application."),
  SAML_PARAMETERS_AMBIGUOUS(
      "A SAML parameter stands twice, is spelt with escapes, or contradicts another.",
      "Start the sign-in at the application; check proxies that rewrite URLs."),
  SAML_REQUEST_OVERSIZED("The SAML request is over a size limit.", "Send a smaller request."),
  SAML_REQUEST_ENCODING(
      "The SAML request is not strict base64 or deflate.", "Check what the application sends."),
  XML_FORBIDDEN(
      "The XML holds a DOCTYPE, entity, comment, CDATA or processing instruction.",
      "Check what was sent."),
  XML_MALFORMED("The XML is not well-formed or is over a limit.", "Check what was sent."),
  SAML_REQUEST_INVALID(
      "The SAML request is not an AuthnRequest in the accepted form.",
      "Check what the application sends."),
  SAML_SP_UNKNOWN(
      "The service provider's entityID is not configured.",
      "Add the service provider under downstreams, with its exact entityID."),
  SAML_ACS_UNKNOWN(
      "The assertion consumer service is not the configured one.",
      "Copy the application's ACS URL into the realm, query string included."),
  SAML_BINDING_UNSUPPORTED("The response binding asked for is not HTTP-POST.", "Use HTTP-POST."),
  SAML_DESTINATION_MISMATCH(
      "The request is addressed to another URL.", "Configure the SSO URL that metadata states."),
  SAML_REQUEST_STALE(
      "The request was issued more than ten minutes ago, or in the future.",
      "Start again at the application; check clocks."),
  SAML_SIGNATURE_INVALID(
      "The request's signature does not verify.",
      "Configure the service provider's current certificate."),
  SAML_SIGNATURE_UNVERIFIABLE(
      "The request is signed but no certificate is configured for it.",
      "Add the service provider's certificate to the downstream."),
  SAML_SIGNATURE_REQUIRED("The request is not signed.", "Sign it, or do not require it."),
  SAML_RELAY_STATE_OVERSIZED("RelayState is longer than 512 bytes.", "Shorten it."),
  SAML_NAMEID_UNSUPPORTED(
      "The NameID format asked for is not offered.",
      "Ask for the format under nameId, or for unspecified."),
  SAML_AUTHN_CONTEXT_UNSUPPORTED(
      "The authentication context asked for cannot be promised.", "Do not ask for one."),
  SAML_PASSIVE_UNSUPPORTED(
      "A passive sign-in was asked for; the broker keeps no session.", "Do not ask for IsPassive."),
  SAML_SUBJECT_UNSUPPORTED("The request names a subject.", "Do not send a Subject."),
  SAML_REQUEST_REPLAYED("The SAML message was used already.", "Send each message once."),
  SAML_LOGOUT_UNSUPPORTED(
      "The downstream has no singleLogout.", "Add singleLogout to the downstream, or do not ask."),
  SAML_UNSOLICITED_REFUSED(
      "The downstream takes no sign-in that it did not ask for.",
      "Add idpInitiated to the downstream, or start at the application."),
  SAML_RELAY_STATE_REFUSED(
      "RelayState is not one of those that the realm lists.",
      "List it under idpInitiated.relayStates."),
  SAML_UPSTREAM_REFUSED(
      "People of this upstream may not sign in to this downstream.",
      "List the upstream under release.upstreams of the downstream."),
  SAML_METADATA_INVALID(
      "The metadata are not those of one usable SAML party.",
      "Get them anew; mend what the detail names."),
  SAML_METADATA_EXPIRED("The metadata are no longer valid.", "Get them anew from the other party."),

  // Login transaction.
  TRANSACTION_MISSING(
      "The browser did not bring the cookie of this sign-in.",
      "Start again in one browser with cookies allowed."),
  TRANSACTION_INVALID("The cookie of this sign-in was altered.", "Start again."),
  TRANSACTION_EXPIRED("The sign-in took longer than ten minutes.", "Start again."),
  TRANSACTION_USED("This sign-in was used already.", "Start again at the application."),

  // Upstream.
  UPSTREAM_UNREACHABLE("The upstream identity provider does not answer.", "Try again later."),
  UPSTREAM_SLOW("The upstream identity provider answers too slowly.", "Try again later."),
  UPSTREAM_RESPONSE_INVALID(
      "The upstream identity provider's answer is not valid.", "Check authority and tenant."),
  UPSTREAM_CLIENT_REJECTED(
      "The upstream identity provider refused the broker's credential.",
      "Renew the client secret or certificate in the app registration."),
  UPSTREAM_DENIED(
      "The upstream identity provider did not sign the person in.",
      "Assign the person to the app registration, or see the provider's sign-in log."),
  UPSTREAM_CANCELLED(
      "The person cancelled the sign-in at the upstream identity provider.",
      "Start again at the application."),
  UPSTREAM_PASSWORD_FORGOTTEN(
      "The person asked for a new password, and the upstream has no policy for that.",
      "Configure passwordReset for the upstream."),
  UPSTREAM_UNSOLICITED(
      "The upstream's answer belongs to no request of the broker.",
      "Start at the application, or allow unsolicited responses for the upstream."),
  UPSTREAM_LOGOUT_UNSUPPORTED(
      "The upstream's metadata name no usable end_session_endpoint, so nobody can be logged out"
          + " there.",
      "Remove logout: upstream, or let the provider publish its end_session_endpoint."),
  CALLBACK_INVALID("The callback's parameters are not valid.", "Start again."),
  STATE_MISMATCH("The callback's state is not the one that was sent.", "Start again."),
  CODE_REJECTED("The authorization code was refused.", "Start again."),
  TOKEN_MALFORMED("The ID token is malformed.", "Check the upstream."),
  TOKEN_ALGORITHM(
      "The ID token's algorithm is not allowed.",
      "Use RS256, or list another under algorithms of an oidc upstream."),
  TOKEN_KEY_UNKNOWN("The ID token names a key that is not published.", "Try again in 5 minutes."),
  TOKEN_SIGNATURE("The ID token's signature does not verify.", "Check the upstream."),
  TOKEN_ISSUER("The ID token's issuer is not the configured one.", "Check authority and tenant."),
  TOKEN_AUDIENCE("The ID token was issued to another client.", "Check the client id."),
  TOKEN_NONCE("The ID token's nonce is missing or another's.", "Start again."),
  TOKEN_TIME("The ID token is expired, not yet valid, or older than the login.", "Check clocks."),
  TOKEN_TENANT("The ID token is another tenant's.", "Check the tenant id."),
  TOKEN_POLICY(
      "The ID token is of a policy that is not configured.",
      "List the user flow under policies, and let it send the claim tfp or acr."),
  TOKEN_CLAIMS(
      "A required claim of the ID token is missing or malformed.",
      "Grant the openid and profile scopes and see docs/entra.md."),
  TOKEN_FRESHNESS(
      "A fresh sign-in was asked for and not proven.",
      "Start again; add the optional claim auth_time to the app registration's ID token."),
  GRAPH_UNAVAILABLE(
      "Microsoft Graph does not answer in time, or asks for fewer requests.", "Try again later."),
  GRAPH_DENIED(
      "Microsoft Graph refuses to tell groups or people.",
      "Grant the app registration the application permissions in docs/entra.md and"
          + " docs/provisioning.md."),
  GRAPH_APPLICATION_UNKNOWN(
      "The tenant has no enterprise application of the client id whose assignments are asked for.",
      "Correct the channel's application, or add the enterprise application."),
  GRAPH_WITHDRAWAL_SUSPICIOUS(
      "A round of Microsoft Graph would take accounts or groups from suspiciously many people.",
      "Look at Entra; if it is meant, run what guestbridge provisioning status shows."),
  GRAPH_RESPONSE_INVALID(
      "An answer of Microsoft Graph's is not valid or over a limit.",
      "Check graphUrl; give the person fewer groups, or use app roles."),

  // Upstream by SAML.
  RESPONSE_OVERSIZED(
      "The SAML response is over a size limit.", "Send fewer attributes or groups to the broker."),
  RESPONSE_ENCODING(
      "The SAML response is not strict base64.",
      "Check the upstream, and proxies that rewrite forms."),
  RESPONSE_INVALID(
      "The SAML response is not in the accepted form.",
      "Check the upstream; docs/saml-upstream.md lists what is accepted."),
  RESPONSE_UNSIGNED(
      "Neither the SAML response nor its assertion is signed.",
      "Let the upstream sign assertions."),
  RESPONSE_SIGNATURE(
      "A signature of the SAML response does not verify.",
      "Configure the upstream's current signing certificate or its metadata."),
  RESPONSE_ENCRYPTED(
      "The assertion is encrypted and the upstream has no decryption key.",
      "Set decryption for the upstream, or turn encryption off there."),
  RESPONSE_DECRYPTION(
      "The assertion cannot be decrypted.",
      "Give the upstream the broker's current metadata; only RSA-OAEP with AES-GCM is accepted."),
  RESPONSE_ISSUER(
      "The SAML response's issuer is not the configured one.",
      "Check the upstream's entityID or tenant."),
  RESPONSE_DESTINATION(
      "The SAML response is addressed to another URL.",
      "Register the reply URL that the broker's metadata state."),
  RESPONSE_REQUEST("The SAML response answers another request, or none.", "Start again."),
  RESPONSE_TIME(
      "The SAML response was issued before the login, too long ago, or in the future.",
      "Start again; check clocks."),
  ASSERTION_ISSUER(
      "The assertion's issuer is not the configured one.",
      "Check the upstream's entityID or tenant."),
  ASSERTION_TIME(
      "The assertion is expired, not yet valid, issued before the login, or without limits.",
      "Check clocks, and that the upstream sets both limits of validity."),
  ASSERTION_AUDIENCE(
      "The assertion is meant for another audience.",
      "Register the entityID that the broker's metadata state."),
  ASSERTION_CONDITIONS(
      "The assertion has a condition that the broker does not keep.",
      "Remove the condition at the upstream."),
  ASSERTION_CONFIRMATION(
      "The assertion's subject confirmation is not a bearer's.",
      "Let the upstream follow the web browser SSO profile."),
  ASSERTION_RECIPIENT(
      "The assertion is confirmed for another recipient.",
      "Register the reply URL that the broker's metadata state."),
  ASSERTION_REQUEST("The assertion answers another request, or none.", "Start again."),
  ASSERTION_TENANT("The assertion is another tenant's.", "Check the tenant id."),
  ASSERTION_SUBJECT(
      "The assertion has no persistent id of the person.",
      "Let the upstream send a persistent NameID, or name an immutable attribute as"
          + " subjectAttribute."),
  ASSERTION_ATTRIBUTES(
      "A required attribute of the assertion is missing, malformed or has several values.",
      "See the attributes that docs/entra-saml.md and docs/saml-upstream.md name."),
  ASSERTION_FRESHNESS(
      "A fresh sign-in was asked for and not proven.",
      "Start again; let the upstream honour ForceAuthn."),
  UPSTREAM_METADATA_INVALID(
      "The upstream's metadata cannot be used.",
      "Check the document, and that it holds the configured entityID."),
  UPSTREAM_METADATA_SIGNATURE(
      "The upstream's metadata are not signed by a configured signer.",
      "Check the document and the signers."),
  UPSTREAM_METADATA_EXPIRED(
      "The upstream's metadata are no longer valid.",
      "Get the current document; see why the refresh fails."),
  UPSTREAM_METADATA_KEYS(
      "The upstream's metadata hold no signing key that can be used.",
      "Let the upstream publish an RSA key of 2048 bits or more, or EC of 256."),

  // Identity.
  ACCOUNT_KIND_UNPROVEN(
      "The token does not prove whether the account is the tenant's own.",
      "Add the optional claims idp and acct to the app registration's ID token, then declare"
          + " idpClaimConfigured: true."),
  ACCOUNT_KIND_CONFLICT(
      "The claims idp and acct contradict each other or are malformed.",
      "See the person's identities in Entra; check the claims in docs/entra.md."),

  // Rules.
  RULE_REFUSED("A rule refuses this person.", "See the rule named."),
  RULE_NO_MATCH("No rule matches this person.", "Add a rule, or a last rule with a message."),
  RULE_VALUE_MISSING(
      "The rule needs a value that this person does not have.",
      "Fill it in Entra, or give the rule a firstOf."),
  PASS_THROUGH_NOT_INTERNAL(
      "A pass-through rule matched an account that is not the tenant's own.",
      "Add account: internal to the rule's when."),
  PASS_THROUGH_ADDRESS_MISSING(
      "The employee has no usable address in the claim that the rule names.",
      "Add the optional claim upn or verified_primary_email."),
  PASS_THROUGH_DOMAIN(
      "The employee's address is not on a pass-through domain.",
      "List the domain under domains.passThrough once it is verified downstream."),
  ALIAS_FOR_INTERNAL(
      "An alias rule matched an account that is the tenant's own.",
      "Add account: external to the rule's when."),

  // Registry.
  ALIAS_TAKEN("The alias is taken and the rule refuses collisions.", "Use onCollision: suffix."),
  ALIAS_EXHAUSTED("No free alias was found in three tries.", "Use a template with more variety."),
  ADDRESS_BOUND_TO_OTHER(
      "The employee's address belongs to another object id.",
      "Give the person another address in Entra; an address belongs to one object id for ever."),
  BINDING_HELD("The binding is held.", "Run: guestbridge aliases show; then release or retire."),
  BINDING_RETIRED("The binding is retired.", "Invite the person anew."),
  IDENTITY_CHANGED(
      "The identity behind the object id changed; the binding is now held.",
      "Same person: aliases release. Another person: aliases retire, and invite anew."),
  ACCOUNT_KIND_CHANGED(
      "The account changed between guest and employee; the binding is now held.",
      "Same person: aliases convert. Another person: aliases retire, delete the account in Entra"
          + " and create or invite it anew."),
  ACCOUNT_CONVERSION_PENDING(
      "The binding is to be converted, and this sign-in was still of the former kind of account.",
      "Sign in as the new kind, or take the order back: guestbridge aliases release."),
  BINDING_CONTRADICTED(
      "A login contradicts what provisioning said about the person; the binding is now held.",
      "Right person: aliases release. Wrong person or kind: mend the source, aliases retire, and"
          + " invite anew."),
  BINDING_UNKNOWN("There is no such binding.", "Run: guestbridge aliases list"),
  BINDING_TRANSITION(
      "The binding cannot go from its status to the one asked for.", "See: aliases show"),

  // Provisioning.
  PERSON_UNKNOWN("There is no such person.", "Run: guestbridge provisioning status"),
  CHANNEL_UNKNOWN(
      "The channel that told of the person is not configured.",
      "Configure it again, or delete its people at the source."),
  PERSON_UNREADABLE(
      "What the channel stored about the person cannot be read.",
      "Correct the attribute mappings as the detail says."),
  PERSON_DUPLICATE(
      "Another stored person has the same object id and is provided.",
      "Delete one of them at the source."),
  OBJECT_ID_MISSING(
      "The person's externalId is not an Entra object id.",
      "Map externalId to objectId in the attribute mappings of the Entra application."),
  DIRECTORY_ENTRY_MISSING(
      "The directory shows no entry of the account.",
      "Check that the Graph pull runs and may read the tenant's users."),
  DIRECTORY_KIND_UNPROVEN(
      "The directory's entry does not prove whose account it is.",
      "See identities, user type and invitation state of the person in Entra."),
  BINDING_KIND_DIFFERS(
      "Provisioning takes the account for another kind than its binding is.",
      "Check for whom the channel is declared; a person whose kind changed signs in, and then:"
          + " aliases convert."),
  LOGIN_REQUIRED(
      "The rule lets provisioning wait for the first sign-in.",
      "Let the person sign in once, or remove loginFirst from the rule."),

  // Mail to aliases.
  MAIL_ROUTE_MISSING(
      "Mail to the alias would reach nobody: no mailbox of the person is proven.",
      "Let them sign in with a one-time passcode or a provider that sends xms_edov, or run:"
          + " guestbridge mail set"),
  MAIL_ROUTE_LOOP(
      "The mailbox lies on an alias domain or is an alias, so mail would come back.",
      "Correct the person's mail in Entra, or run: guestbridge mail set"),
  MAIL_BOUNCED(
      "Mail to the person's mailbox bounced.",
      "Ask the person; mend the mailbox, then run: guestbridge mail set"),
  MAIL_WITHDRAWN(
      "The person's accounts are withdrawn, so mail to the alias is refused.",
      "Nothing; mail is taken again when the person is."),
  MAIL_UNROUTABLE(
      "The binding has no alias that could get mail: it is an employee's, or retired.",
      "Name an active or held alias."),
  MAIL_EXCHANGER_UNREADY(
      "Your mail server does not work, so no account is made with an alias.",
      "Run: guestbridge mail check, and mend the server; it is asked again every minute."),
  MAIL_ALIAS_REFUSED(
      "Your mail server refuses mail for the alias although it has a route.",
      "Check the server's table of aliases; run: guestbridge mail check"),

  // SCIM server.
  SCIM_UNAUTHORIZED(
      "The bearer token of a provisioning client is missing, wrong, or another realm's.",
      "Enter one of the channel's tokens as the secret token in Entra."),
  SCIM_BUSY(
      "A provisioning client has too many requests at once.",
      "Nothing; the client repeats the request."),
  SCIM_METHOD("The resource does not know the method.", "Check the client."),
  SCIM_SYNTAX("A SCIM request is malformed.", "Check what the client sends."),
  SCIM_FILTER(
      "A SCIM filter is not one that is understood.",
      "Match by userName, externalId or the work mail, and groups by displayName."),
  SCIM_PATH("A path of a SCIM PATCH is not understood.", "Check the attribute mappings."),
  SCIM_VALUE(
      "A SCIM value is missing, malformed or too long.",
      "Check the attribute mappings as the detail says."),
  SCIM_UNIQUENESS(
      "The channel has another user or group of that name.",
      "Match by that name, or delete the other one at the source."),
  SCIM_VERSION("The resource is not in the version that the client names.", "Read it again."),
  SCIM_TOO_MANY("A SCIM request is about too many members at once.", "Send or ask for fewer."),

  // Delivery to directories.
  DELIVERY_UNKNOWN("There is no such delivery.", "Run: guestbridge provisioning set-aside"),
  DELIVERY_DIRECTORY_UNKNOWN(
      "The realm fills no directory of that name.", "Name a downstream that has a directory."),
  DELIVERY_UNREACHABLE(
      "The directory does not answer, or not in time.",
      "Nothing to do; it is tried again. See the network if it lasts."),
  DELIVERY_THROTTLED(
      "The directory asks for fewer requests.",
      "Nothing to do; lower requestsPerSecond if it lasts."),
  DELIVERY_ANSWER_INVALID(
      "The directory's answer is not a SCIM answer.",
      "Check the directory's URL, and proxies on the way; it is tried again."),
  DELIVERY_KEY_REFUSED(
      "The directory refuses the key, so nothing is delivered.",
      "Make a new API key at the directory and put it where directory.key refers to."),
  DELIVERY_ADDRESS_UNKNOWN(
      "There is no directory at the URL, so nothing is delivered.",
      "Copy the SCIM base URL into directory.url."),
  DELIVERY_ACCOUNT_FOREIGN(
      "The directory has an account with this address that the broker did not make.",
      "Right person: guestbridge provisioning adopt, with the id in the detail. Otherwise give that"
          + " account another address."),
  DELIVERY_GROUP_FOREIGN(
      "The directory or its organization has a group of this name that the broker did not make.",
      "Map the group to another name; the broker never fills a group that is not its own."),
  DELIVERY_REFUSED(
      "The directory refuses what it was told.",
      "See the detail, mend the cause, then: guestbridge provisioning retry"),
  DELIVERY_STOPPED(
      "An administrator set the delivery aside.", "Run: guestbridge provisioning retry"),

  // Reconciliation.
  RECONCILIATION_RUNNING(
      "A run over this directory is on already.",
      "Wait for it: guestbridge provisioning reconcile"),
  RECONCILIATION_UNKNOWN(
      "There was no run over this directory.", "Run: guestbridge provisioning reconcile"),

  // Release.
  OUTPUT_GUARD("The finished assertion broke an address invariant.", "Report this as a defect."),
  NAME_MISSING("No given name or surname could be made.", "Give the rule an attributes entry."),

  // Keycloak, towards a downstream.
  KEYCLOAK_CLIENT_UNFIT(
      "The Keycloak client could be told of somebody who was not released to it.",
      "Render the realm anew, or mend the client as the event's reason says."),
  KEYCLOAK_UPSTREAM_UNFIT(
      "The Keycloak identity provider lets people in past the rules.",
      "Render the realm anew, or mend the provider as the event's reason says."),
  KEYCLOAK_REALM_UNFIT(
      "The Keycloak realm lets people in past the identity providers.",
      "Render the realm anew, or mend the realm as the event's reason says."),
  KEYCLOAK_MAPPER_INVALID(
      "The configuration of a Keycloak mapper is not valid.", "Mend it as the detail says."),
  KEYCLOAK_ACCOUNT_CONFLICT(
      "The Keycloak account is not the one of the person who signed in.",
      "Delete or rename the account that has the person's alias, or remove its link."),
  KEYCLOAK_ACCOUNT_DISABLED(
      "The person's Keycloak account is disabled.", "Enable the account, or retire the binding."),
  RELEASE_MISSING(
      "Nobody was released to this client in this sign-in.",
      "Start again at the application, and sign in at the identity provider."),
  RELEASE_ELSEWHERE(
      "The person was released to another client.", "Start again at the application."),
  RELEASE_STALE(
      "The person was released more than ten minutes ago, or in the future.",
      "Start again at the application; check clocks.");

  private final String text;
  private final String cause;
  private final String remedy;

  Code(String cause, String remedy) {
    this.text = name().toLowerCase(Locale.ROOT);
    this.cause = cause;
    this.remedy = remedy;
  }

  /** The stable text of this code, lower snake case. */
  public String text() {
    return text;
  }

  /** What happened, one sentence. */
  public String cause() {
    return cause;
  }

  /** What an administrator does about it, one sentence. */
  public String remedy() {
    return remedy;
  }
}
