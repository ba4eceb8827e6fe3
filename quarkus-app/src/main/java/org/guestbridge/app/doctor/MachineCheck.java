package org.guestbridge.app.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at this machine: the Java version, and who may read the files with secrets. */
final class MachineCheck implements Check {

  private static final Set<Integer> TESTED = Set.of(17, 25);
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  /** In the data directory; the empty name is the directory, which hides the rest. */
  private static final List<String> SECRETS =
      List.of("", "keyring.p12", "keyring.password", "admin.token");

  private static final int MAX_BYTES = 256 * 1024;

  private final Path data;
  private final Set<Path> referred;
  private final int javaVersion;

  /**
   * A check of this machine.
   *
   * @param data the data directory, which may be missing
   * @param referred the files that the realm file refers to
   * @param javaVersion the feature release that runs
   */
  MachineCheck(Path data, Set<Path> referred, int javaVersion) {
    this.data = data;
    this.referred = Set.copyOf(referred);
    this.javaVersion = javaVersion;
  }

  @Override
  public String name() {
    return "this machine";
  }

  @Override
  public List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.of(
            TESTED.contains(javaVersion) ? Diagnosis.JAVA_OK : Diagnosis.JAVA_UNTESTED,
            "Java",
            "version " + javaVersion));
    List<Path> secrets = secrets();
    List<Path> exposed = secrets.stream().filter(MachineCheck::isExposed).toList();
    exposed.forEach(
        file ->
            findings.add(
                Finding.of(
                    Diagnosis.FILE_EXPOSED, file.toString(), "group or others have permissions")));
    if (exposed.isEmpty()) {
      findings.add(Finding.of(Diagnosis.FILES_OK, "files", secrets.size() + " looked at"));
    }
    return findings;
  }

  private List<Path> secrets() {
    Stream<Path> own = SECRETS.stream().map(data::resolve);
    Stream<Path> others = referred.stream().filter(file -> !isPublic(file)).sorted();
    return Stream.concat(own, others).filter(Files::exists).toList();
  }

  private static boolean isExposed(Path file) {
    try {
      return !OWNER.containsAll(Files.getPosixFilePermissions(file));
    } catch (UnsupportedOperationException | IOException unknown) {
      // Without POSIX permissions, the directory's own access list has to do.
      return false;
    }
  }

  /** A certificate without a key, or an XML document: what everybody may read. */
  private static boolean isPublic(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
      return text.startsWith("<")
          || (text.startsWith("-----BEGIN CERTIFICATE") && !text.contains("PRIVATE KEY"));
    } catch (IOException unreadable) {
      return false;
    }
  }
}
