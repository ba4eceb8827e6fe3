package org.guestbridge.simulators.cli;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.atlassian.scim.AtlassianScim;
import org.guestbridge.simulators.atlassian.scim.ScimSettings;
import org.guestbridge.simulators.entra.ManyPeople;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.entra.provisioning.Bearer;
import org.guestbridge.simulators.entra.provisioning.ProvisioningControl;
import org.guestbridge.simulators.entra.provisioning.ProvisioningJob;
import org.guestbridge.simulators.entra.provisioning.ProvisioningSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for provisioning: the organization's SCIM directory, and the tenant's job. */
final class ProvisioningOptions {
  @Option(
      names = "--scim",
      description = "Serve a SCIM directory at the organization, with a key made at start.")
  private boolean scim;

  @Option(names = "--scim-key", description = "The same with this key.")
  private @Nullable String scimKey;

  @Option(
      names = "--provision-to",
      paramLabel = "URL",
      description = {
        "SCIM base to which the tenant provisions, with ?aadOptscim062020 as wanted.",
        "Nothing runs until POST /simulator/provisioning/cycle."
      })
  private @Nullable URI provisionTo;

  @Option(
      names = "--provision-token",
      description = "Secret token for --provision-to; without it, tokens that the tenant issues.")
  private @Nullable String provisionToken;

  @Option(
      names = "--provision-everybody",
      description = "Provision all users and groups instead of the assigned ones.")
  private boolean provisionEverybody;

  @Option(
      names = "--provision-concurrency",
      defaultValue = "4",
      description = "Users that are worked on at once; ${DEFAULT-VALUE} unless given.")
  private int provisionConcurrency = 4;

  @Option(
      names = "--people",
      defaultValue = "0",
      description = "Add so many people to the tenant, every third a guest.")
  private int people;

  @Option(
      names = "--groups",
      defaultValue = "0",
      description = "Add so many groups, assigned, and spread the --people over them.")
  private int groups;

  /** Starts what was asked for and tells where it is. */
  Map<String, Object> start(SimulatedEntra entra, SimulatedAtlassian atlassian) {
    Map<String, Object> ready = new LinkedHashMap<>();
    if (people > 0) {
      ManyPeople.add(entra.directory(), people, groups);
    }
    if (scim || scimKey != null) {
      AtlassianScim directory = AtlassianScim.register(atlassian, ScimSettings.defaults());
      if (scimKey != null) {
        directory.keys().use(scimKey);
      }
      ready.put(
          "scim",
          Map.of(
              "base", directory.base().toString(),
              "key", directory.keys().current(),
              "state", atlassian.base() + "/admin/scim/state.json"));
    }
    if (provisionTo != null) {
      ProvisioningSettings settings =
          ProvisioningSettings.to(provisionTo).withConcurrency(provisionConcurrency);
      Bearer bearer =
          provisionToken == null ? Bearer.issuedBy(entra) : Bearer.secret(provisionToken);
      ProvisioningControl.route(
          entra,
          ProvisioningJob.of(
              entra, provisionEverybody ? settings.ofEverybody() : settings, bearer));
      ready.put(
          "provisioning",
          Map.of("state", entra.authority() + "/simulator/provisioning/state.json"));
    }
    return ready;
  }
}
