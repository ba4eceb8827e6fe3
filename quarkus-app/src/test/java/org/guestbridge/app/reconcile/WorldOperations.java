package org.guestbridge.app.reconcile;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AdminServer;
import org.guestbridge.app.admin.BrokerStatus;
import org.guestbridge.app.admin.FilledDirectory;
import org.guestbridge.app.admin.LedgerOperations;
import org.guestbridge.app.admin.LedgerPreviews;
import org.guestbridge.app.admin.PreviewOperations;
import org.guestbridge.app.scim.out.DirectoryFixture;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** A world's administration behind the admin resource. */
public final class WorldOperations {

  private WorldOperations() {}

  /** The admin resource of {@code world}, announced in {@code data}. */
  public static AdminServer serve(World world, Path data) throws Exception {
    LedgerOperations ledger =
        new LedgerOperations(
            world.fixture.ledger,
            DirectoryFixture.REALM,
            world.broker,
            claims -> {
              throw new RefusalException(Code.BROKER_UNREACHABLE, "nothing is explained");
            },
            () -> new BrokerStatus(List.of("example"), "1", "ring", "up"),
            "broker",
            Optional.of(Map.of(DirectoryFixture.CLOUD, FilledDirectory.NAMED)));
    PreviewOperations previews =
        new LedgerPreviews(world.fixture.ledger, DirectoryFixture.REALM, candidate -> world.broker);
    return new AdminServer(with(ledger, world.operations, previews), data);
  }

  private static AdminOperations with(
      AdminOperations ledger, ReconciliationOperations runs, PreviewOperations previews) {
    return (AdminOperations)
        Proxy.newProxyInstance(
            AdminOperations.class.getClassLoader(),
            new Class<?>[] {AdminOperations.class},
            (self, method, arguments) -> {
              if (method.getName().equals("reconciliations")) {
                return runs;
              }
              if (method.getName().equals("previews")) {
                return previews;
              }
              try {
                return method.invoke(ledger, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}
