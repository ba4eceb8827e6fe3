package org.guestbridge.keycloak.harness;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/** A directory of people with passwords, reached by LDAP, and how Keycloak is told of it. */
public final class DirectoryServer implements AutoCloseable {

  public static final String PASSWORD = "a-password-in-the-directory";

  private static final String BASE = "dc=example,dc=com";
  private static final String PEOPLE = "ou=people," + BASE;

  private final InMemoryDirectoryServer server;

  private DirectoryServer(InMemoryDirectoryServer server) {
    this.server = server;
  }

  /** A directory without people, on a free loopback port. */
  public static DirectoryServer start() throws LDAPException, LDIFException {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
    config.setSchema(null);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig(
            "loopback", InetAddress.getLoopbackAddress(), 0, null));
    InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
    server.add("dn: " + BASE, "objectClass: domain", "dc: example");
    server.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: people");
    server.startListening();
    return new DirectoryServer(server);
  }

  /** Adds somebody whose password is {@link #PASSWORD}. */
  public void add(String name, String mail) throws LDAPException, LDIFException {
    server.add(
        "dn: " + nameOf(name),
        "objectClass: inetOrgPerson",
        "objectClass: organizationalPerson",
        "uid: " + name,
        "cn: Lena",
        "sn: Listed",
        "mail: " + mail,
        "userPassword: " + PASSWORD);
  }

  /** Takes somebody out of the directory. */
  public void remove(String name) throws LDAPException {
    server.delete(nameOf(name));
  }

  private static String nameOf(String name) {
    return "uid=" + name + "," + PEOPLE;
  }

  /** Has the users of a realm of Keycloak's come from this directory, read only. */
  public void feed(AdminClient admin, String realm) throws Exception {
    Map<String, List<String>> config =
        Map.ofEntries(
            setting("enabled", "true"),
            setting("vendor", "other"),
            setting("connectionUrl", "ldap://127.0.0.1:" + server.getListenPort()),
            setting("authType", "none"),
            setting("usersDn", PEOPLE),
            setting("usernameLDAPAttribute", "uid"),
            setting("rdnLDAPAttribute", "uid"),
            setting("uuidLDAPAttribute", "entryUUID"),
            setting("userObjectClasses", "inetOrgPerson, organizationalPerson"),
            setting("searchScope", "1"),
            setting("editMode", "READ_ONLY"),
            setting("importEnabled", "true"),
            setting("trustEmail", "true"),
            setting("pagination", "false"),
            setting("cachePolicy", "NO_CACHE"));
    String id = admin.get("/admin/realms/" + realm).path("id").asText();
    admin.done(
        "POST",
        "/admin/realms/" + realm + "/components",
        Map.of(
            "name", "directory",
            "providerId", "ldap",
            "providerType", "org.keycloak.storage.UserStorageProvider",
            "parentId", id,
            "config", config));
  }

  private static Map.Entry<String, List<String>> setting(String name, String value) {
    return Map.entry(name, List.of(value));
  }

  @Override
  public void close() {
    server.shutDown(true);
  }
}
