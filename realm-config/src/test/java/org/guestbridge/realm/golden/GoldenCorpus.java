package org.guestbridge.realm.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The corpus that every runtime is held against: {@code golden/*.yaml} beside this class. */
public final class GoldenCorpus {

  /** The tenant whose tokens the claims are, and that every corpus realm trusts. */
  public static final String TENANT = "3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81";

  /** The files by name. */
  public static final List<String> NAMES =
      List.of(
          "employees",
          "primary-mail",
          "guest-kinds",
          "collisions",
          "local-parts",
          "names",
          "filters",
          "matchers",
          "claims",
          "groups",
          "groups-kept",
          "refusals",
          "evidence",
          "idp-undeclared",
          "changed-humans",
          "changes-audited",
          "orders",
          "conversions");

  private GoldenCorpus() {}

  /** The file of this name. */
  public static GoldenFile file(String name) {
    try (InputStream in = GoldenCorpus.class.getResourceAsStream("/golden/" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalArgumentException("no golden file " + name);
      }
      return new GoldenReader(name).read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file. */
  public static List<GoldenFile> files() {
    return NAMES.stream().map(GoldenCorpus::file).toList();
  }
}
