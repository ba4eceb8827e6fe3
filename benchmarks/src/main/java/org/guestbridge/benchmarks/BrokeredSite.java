package org.guestbridge.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;

/**
 * One broker between a tenant and an organization, in processes of their own on free loopback
 * ports.
 *
 * @param site their directory
 * @param parties tenant and organization
 * @param addresses where these are, by name
 * @param broker ready to serve
 */
record BrokeredSite(Site site, Child parties, JsonNode addresses, Broker broker)
    implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Starts them.
   *
   * @param people how many the tenant knows
   */
  static BrokeredSite start(Broker.Launch launch, int people)
      throws IOException, InterruptedException {
    int port = Site.freePort();
    String publicUrl = "http://localhost:" + port;
    Site site = Site.create();
    try {
      site.write("idp.pem", launch.makeKeys(site));
      Child parties = Parties.start(site, people, publicUrl);
      try {
        JsonNode addresses = JSON.readTree(parties.line());
        site.writeRealm(publicUrl, addresses);
        return new BrokeredSite(site, parties, addresses, Broker.serve(launch, site, port));
      } catch (IOException | InterruptedException failure) {
        parties.close();
        throw failure;
      }
    } catch (IOException | InterruptedException failure) {
      site.close();
      throw failure;
    }
  }

  /** Where people begin at the organization. */
  URI startPage() {
    return URI.create(addresses.path("atlassian").asText() + "/login/start");
  }

  /** Where they end. */
  URI product() {
    return URI.create(addresses.path("product").asText());
  }

  URI tenant() {
    return URI.create(addresses.path("authority").asText());
  }

  @Override
  public void close() {
    broker.close();
    parties.close();
    site.close();
  }
}
