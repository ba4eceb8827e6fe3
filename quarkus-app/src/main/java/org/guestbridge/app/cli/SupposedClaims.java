package org.guestbridge.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.identity.IdentityDocument;
import picocli.CommandLine.Option;

/** The person to explain, from a file or from the command line. */
final class SupposedClaims {

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description = "A YAML or JSON file with the member `claims`: what the ID token would say.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--claims",
      paramLabel = "CLAIMS",
      description = {
        "The claims themselves: a JSON object, or k=v,k=v with `|` between several values."
      })
  private Optional<String> text = Optional.empty();

  boolean isAbsent() {
    return file.isEmpty() && text.isEmpty();
  }

  IdentityDocument document() throws RefusalException {
    return file.isPresent()
        ? ofFile(file.get())
        : new IdentityDocument(Optional.empty(), ofText(text.orElse("")));
  }

  private static IdentityDocument ofFile(Path file) throws RefusalException {
    IdentityDocument.ReadResult result = IdentityDocument.read(file);
    if (result instanceof IdentityDocument.Read read) {
      return read.document();
    }
    var problem = ((IdentityDocument.Rejected) result).problems().get(0);
    throw new RefusalException(problem.code(), problem.pointer() + " " + problem.detail());
  }

  private static Map<String, Object> ofText(String text) throws RefusalException {
    return text.stripLeading().startsWith("{") ? AdminJson.readObject(text) : ofPairs(text);
  }

  private static Map<String, Object> ofPairs(String text) throws RefusalException {
    Map<String, Object> claims = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new RefusalException(
            Code.REQUEST_INVALID, "--claims is neither a JSON object nor k=v,k=v.");
      }
      String value = pair.substring(equals + 1).strip();
      List<String> values = List.of(value.split("\\|", -1));
      claims.put(pair.substring(0, equals).strip(), values.size() == 1 ? value : values);
    }
    return claims;
  }
}
