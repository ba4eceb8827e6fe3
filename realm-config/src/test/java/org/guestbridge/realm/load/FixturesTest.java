package org.guestbridge.realm.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.realm.Realm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds loader and schema to the same files. */
class FixturesTest {

  private static final String EXPECT = "# expect: ";
  private static final String SCHEMA = "# schema: ";

  /** Codes that no file of this directory can show; tested in {@link RealmLoaderTest}. */
  private static final Set<Code> SHOWN_ELSEWHERE =
      EnumSet.of(
          Code.REALM_UNREADABLE,
          Code.REALM_OVERSIZED,
          Code.REALM_RETIRED_KEY,
          Code.REALM_AMBIGUOUS,
          Code.REALM_UNKNOWN);

  private static final JsonSchema REALM_SCHEMA = schema();

  static Stream<Path> valid() throws IOException {
    return files("valid");
  }

  static Stream<Path> invalid() throws IOException {
    return files("invalid");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void loadWhenValidThenLoaderAndSchemaAccept(Path file) throws IOException {
    assertThat(problems(file)).isEmpty();
    assertThat(violations(file)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void loadWhenInvalidThenExactlyTheNamedProblems(Path file) throws IOException {
    assertThat(problems(file).stream().map(FixturesTest::spelled))
        .containsExactlyInAnyOrderElementsOf(headers(file, EXPECT));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void validateWhenInvalidThenSchemaJudgesAsTheFileSays(Path file) throws IOException {
    switch (headers(file, SCHEMA).get(0)) {
      case "rejects" -> assertThat(violations(file)).isNotEmpty();
      case "accepts" -> assertThat(violations(file)).isEmpty();
      case "unreadable" ->
          assertThat(problems(file))
              .extracting(Problem::code)
              .containsAnyOf(Code.REALM_SYNTAX, Code.REALM_DUPLICATE);
      default -> throw new AssertionError("schema: rejects, accepts or unreadable");
    }
  }

  @Test
  void invalidWhenTakenTogetherThenShowEveryCode() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (Path file : invalid().toList()) {
      headers(file, EXPECT).stream()
          .map(line -> line.split(" ")[0])
          .filter(code -> code.startsWith("realm_"))
          .forEach(shown::add);
    }
    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Code.values())
                .filter(code -> code.text().startsWith("realm_"))
                .filter(code -> !SHOWN_ELSEWHERE.contains(code))
                .map(Code::text)
                .toList());
  }

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void validateWhenExampleThenSchemaAndLoaderAccept(Path example) throws IOException {
    assertThat(violations(example)).isEmpty();
    assertThat(problems(example)).isEmpty();
  }

  @Test
  void loadWhenJsonThenTheSameRealmAsYaml() {
    Realm yaml = Realms.loaded(Realms.FIXTURES.resolve("valid/base.yaml"));
    Realm json = Realms.loaded(Realms.FIXTURES.resolve("valid/base.json"));
    assertThat(json.rules().digest()).isEqualTo(yaml.rules().digest());
    assertThat(json.upstreams()).isEqualTo(yaml.upstreams());
    assertThat(json.downstreams()).isEqualTo(yaml.downstreams());
  }

  private static List<Problem> problems(Path file) {
    return Realms.load(file).fold(loaded -> List.of(), LoadResult.Rejected::problems);
  }

  private static String spelled(Problem problem) {
    return (problem.code().text() + " " + problem.pointer()).strip();
  }

  private static Set<ValidationMessage> violations(Path file) throws IOException {
    ObjectMapper mapper = file.toString().endsWith(".json") ? new ObjectMapper() : new YAMLMapper();
    JsonNode tree = mapper.readTree(file.toFile());
    return REALM_SCHEMA.validate(tree);
  }

  private static List<String> headers(Path file, String prefix) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .toList();
  }

  private static Stream<Path> files(String directory) throws IOException {
    try (Stream<Path> files = Files.list(Realms.FIXTURES.resolve(directory))) {
      return files.sorted().toList().stream();
    }
  }

  private static JsonSchema schema() {
    try (InputStream in = Realm.class.getResourceAsStream("realm.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
