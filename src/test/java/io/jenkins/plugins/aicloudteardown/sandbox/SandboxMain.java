package io.jenkins.plugins.aicloudteardown.sandbox;

import java.io.IOException;
import java.time.Clock;

/** The sandbox as a program: takes a port, says where it listens, and ends with its standard input or on SIGTERM. */
public final class SandboxMain {

    private SandboxMain() {}

    /** @param args the port; a free one if there is none or it is 0 */
    public static void main(String[] args) throws IOException {
        int port = args.length == 0 ? 0 : Integer.parseInt(args[0]);
        try (ProviderSandbox sandbox = ProviderSandbox.start(Clock.systemUTC(), port)) {
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-shutdown"));
            System.out.println("sandbox listening on " + sandbox.url());
            System.out.flush();
            byte[] ignored = new byte[1024];
            while (System.in.read(ignored) >= 0) {
                // Only the end of the input means anything.
            }
        }
    }
}
