package org.guestbridge.app.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, from the manifest of its jar. */
public final class Version implements IVersionProvider {

  /** The version, or {@code development} when it runs from classes. */
  public static String text() {
    @Nullable Package home = Version.class.getPackage();
    @Nullable String version = home == null ? null : home.getImplementationVersion();
    return Objects.requireNonNullElse(version, "development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"guestbridge " + text(), "java " + Runtime.version()};
  }
}
