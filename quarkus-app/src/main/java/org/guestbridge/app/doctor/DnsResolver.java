package org.guestbridge.app.doctor;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.spi.NamingManager;
import org.guestbridge.core.text.DomainName;

/**
 * Asks the DNS for records, through the JDK's JNDI provider (docs.oracle.com, "DNS Service Provider
 * for JNDI"). One server is tried for about three seconds in all.
 */
public final class DnsResolver {

  private static final Pattern SERVER =
      Pattern.compile("(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?");

  private final String providerUrl;

  private DnsResolver(String providerUrl) {
    this.providerUrl = providerUrl;
  }

  /** A resolver that asks the servers which this machine is configured with. */
  public static DnsResolver ofMachine() {
    return new DnsResolver("dns:/");
  }

  /**
   * A resolver that asks one server.
   *
   * @param server host, or {@code host:port}; empty unless it has that form
   */
  public static Optional<DnsResolver> at(String server) {
    return SERVER.matcher(server).matches()
        ? Optional.of(new DnsResolver("dns://" + server + "/"))
        : Optional.empty();
  }

  /** A kind of record. */
  enum RecordType {
    /** A mail exchanger (RFC 1035 section 3.3.9). */
    MX,
    /** A text (RFC 1035 section 3.3.14). */
    TXT
  }

  /** What came of asking. */
  sealed interface Reply {}

  /**
   * The domain exists.
   *
   * @param records its records of the kind asked for, untrusted; may be empty
   */
  record Records(List<String> records) implements Reply {}

  /** The domain does not exist (NXDOMAIN). */
  record NoSuchDomain() implements Reply {}

  /**
   * Nobody knows.
   *
   * @param failure the kind of failure
   */
  record Unanswered(String failure) implements Reply {}

  /** The records of {@code domain}. */
  @SuppressWarnings("BanJNDI") // the DNS provider makes texts and bytes of records, never objects
  Reply ask(DomainName domain, RecordType type) {
    try {
      // Not InitialDirContext: where Quarkus runs, it has switched that off for the whole process.
      DirContext context = (DirContext) NamingManager.getURLContext("dns", environment());
      try {
        // The dot at the end says that the name is complete.
        Attribute records =
            context
                .getAttributes(providerUrl + domain.value() + ".", new String[] {type.name()})
                .get(type.name());
        return new Records(records == null ? List.of() : texts(records));
      } finally {
        context.close();
      }
    } catch (NameNotFoundException unknown) {
      return new NoSuchDomain();
    } catch (NamingException failure) {
      return new Unanswered(failure.getClass().getSimpleName());
    }
  }

  private static List<String> texts(Attribute records) throws NamingException {
    List<String> texts = new ArrayList<>();
    NamingEnumeration<?> all = records.getAll();
    while (all.hasMore()) {
      texts.add(String.valueOf(all.next()));
    }
    return texts;
  }

  @SuppressWarnings("JdkObsolete") // JNDI takes nothing else
  private Hashtable<String, String> environment() {
    Hashtable<String, String> environment = new Hashtable<>();
    environment.put("com.sun.jndi.dns.timeout.initial", "1000");
    environment.put("com.sun.jndi.dns.timeout.retries", "2");
    return environment;
  }
}
