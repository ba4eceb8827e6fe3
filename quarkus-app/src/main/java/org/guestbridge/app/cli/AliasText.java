package org.guestbridge.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guestbridge.app.admin.AliasDetail;
import org.guestbridge.app.admin.AliasView;

/** A binding in words. */
final class AliasText {

  private AliasText() {}

  static String line(AliasView alias) {
    String line =
        String.format(
            Locale.ROOT,
            "%s  %-7s  %-12s  %s",
            alias.id(),
            alias.status(),
            alias.kind(),
            alias.address().orElse("(erased)"));
    return line + alias.code().map(code -> "  " + code).orElse("");
  }

  static List<String> lines(AliasDetail detail) {
    AliasView alias = detail.alias();
    List<String> lines = new ArrayList<>();
    lines.add(line(alias));
    add(lines, "subject", alias.subject());
    add(lines, "signs in as", alias.signInName());
    add(lines, "mail", alias.mail());
    add(lines, "idp", alias.idp());
    add(lines, "since", Optional.of(alias.createdAt().toString()));
    for (AliasDetail.Change change : detail.history()) {
      String code = change.code().map(text -> " (" + text + ")").orElse("");
      add(lines, change.at().toString(), Optional.of(change.change() + code));
    }
    return lines;
  }

  private static void add(List<String> lines, String label, Optional<String> value) {
    value.ifPresent(text -> lines.add(String.format(Locale.ROOT, "  %-12s %s", label, text)));
  }
}
