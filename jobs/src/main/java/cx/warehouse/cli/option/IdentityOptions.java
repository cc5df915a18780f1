package cx.warehouse.cli.option;

import cx.warehouse.night.Night;
import picocli.CommandLine.Option;

/** The option of commands that run nights with many merged or split customers. */
public final class IdentityOptions {

    @Option(
            names = "--accept-identity-changes",
            description =
                    "Let the night merge and split any number of known customers; else identity.breaker limits them.")
    private boolean isAccepting;

    /** Applies the option to a night. */
    public Night apply(Night night) {
        return isAccepting ? night.acceptIdentityChanges() : night;
    }
}
