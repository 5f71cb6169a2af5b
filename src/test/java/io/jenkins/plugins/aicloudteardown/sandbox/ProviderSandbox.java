package io.jenkins.plugins.aicloudteardown.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Both providers on one local port, as documented and with the faults of {@link Traps} for those who ask for them.
 *
 * <p>Ids that start with {@code ok} exist in a good state until they are deleted, and so do those of traps. The keys to
 * use are in {@link SandboxKeys}.
 */
public final class ProviderSandbox implements AutoCloseable {

    private static final String BEFORE_THE_BODY = "resetBefore";
    private static final String ELSEWHERE = "/elsewhere";

    private final SandboxClock clock;
    private final Ledger ledger;
    private final Traps traps = new Traps();
    private final Overrides overrides = new Overrides();
    private final NcpCheck ncpCheck;
    private final HuaweiCheck huaweiCheck;
    private final DataforestRoutes dataforest;
    private final NclueRoutes nclue;
    private final RomaRoutes roma;
    private final ModelartsRoutes modelarts;
    private final IamRoutes iam;
    private final List<Offered> offered;
    private final LoopbackServer server;
    private final boolean secure;

    private volatile Duration slowBy = Duration.ofMillis(300);
    private volatile Duration trickleEvery = Duration.ofMillis(100);
    private volatile String retryAfter;

    private ProviderSandbox(Clock base, int port, SSLContext tls) {
        clock = new SandboxClock(base);
        ledger = new Ledger(clock);
        IssuedTokens tokens = new IssuedTokens(clock);
        ncpCheck = new NcpCheck(clock);
        huaweiCheck = new HuaweiCheck(clock, tokens);
        dataforest = new DataforestRoutes(ncpCheck, clock);
        nclue = new NclueRoutes(ncpCheck, clock);
        roma = new RomaRoutes(huaweiCheck);
        modelarts = new ModelartsRoutes(huaweiCheck);
        iam = new IamRoutes(huaweiCheck, tokens, clock);
        offered = Stream.of(dataforest, nclue, roma, modelarts, iam)
                .flatMap(service -> service.routes().stream().map(route -> new Offered(service, route)))
                .toList();
        secure = tls != null;
        server = new LoopbackServer(port, tls, clock, new Dispatcher());
    }

    /** Starts on a free port with the system's clock. */
    public static ProviderSandbox start() {
        return start(Clock.systemUTC());
    }

    /** Starts on a free port. */
    public static ProviderSandbox start(Clock clock) {
        return start(clock, 0);
    }

    /** Starts on a given port, or on a free one for 0. */
    public static ProviderSandbox start(Clock clock, int port) {
        return new ProviderSandbox(clock, port, null);
    }

    /** Starts with TLS on a free port with the system's clock. */
    public static ProviderSandbox startTls(SSLContext tls) {
        return startTls(Clock.systemUTC(), tls);
    }

    /** Starts with TLS on a free port. */
    public static ProviderSandbox startTls(Clock clock, SSLContext tls) {
        return new ProviderSandbox(clock, 0, tls);
    }

    /** The base URL of every service, without a slash at its end. */
    public String url() {
        return (secure ? "https" : "http") + "://127.0.0.1:" + server.port();
    }

    /** The port. */
    public int port() {
        return server.port();
    }

    /** Ends all connections and threads. */
    @Override
    public void close() {
        server.close();
    }

    /** DataForest's resources. */
    public DataforestRoutes dataforest() {
        return dataforest;
    }

    /** NCLUE's resources. */
    public NclueRoutes nclue() {
        return nclue;
    }

    /** ROMA Connect's resources. */
    public RomaRoutes roma() {
        return roma;
    }

    /** ModelArts' resources. */
    public ModelartsRoutes modelarts() {
        return modelarts;
    }

    /** IAM's tokens and users. */
    public IamRoutes iam() {
        return iam;
    }

    /** The names of the traps that an operation may step on. */
    public Set<String> traps(String operation) {
        return offered.stream()
                .filter(offer -> offer.route().operation().equals(operation))
                .flatMap(offer -> Stream.concat(Traps.names().stream(), offer.service().traps().keySet().stream()))
                .collect(Collectors.toSet());
    }

    /** Everything received, in order of arrival. */
    public List<Received> received() {
        return ledger.received();
    }

    /** What was received for one operation, in order of arrival. */
    public List<Received> received(String operation) {
        return received().stream()
                .filter(request -> request.operation().equals(operation))
                .toList();
    }

    /** How often an operation was received. */
    public long count(String operation) {
        return ledger.count(operation);
    }

    /** Clears what was recorded, refused signatures and locks included; resources stay as they are. */
    public void forget() {
        ledger.forget();
        ncpCheck.forget();
        huaweiCheck.forget();
        iam.forget();
    }

    /** Requests received that are neither answered nor hung up. */
    public int inFlight() {
        return ledger.inFlight();
    }

    /** The most requests that were in flight at once. */
    public int peakInFlight() {
        return ledger.peakInFlight();
    }

    /** Requests whose client hung up before the answer was complete. */
    public long hungUp() {
        return ledger.hungUp();
    }

    /** Signatures refused by either provider. */
    public long refusedSignatures() {
        return ncpCheck.refused() + huaweiCheck.refused();
    }

    /** Connections open now. */
    public int openConnections() {
        return server.openConnections();
    }

    /** Connections accepted since the start. */
    public long acceptedConnections() {
        return server.acceptedConnections();
    }

    /** Waits until an operation was received at least so often. */
    public boolean awaitReceived(String operation, long times, Duration limit) {
        return ledger.await(() -> ledger.count(operation) >= times, limit);
    }

    /** Waits until at least so many requests are in flight or, for 0, none is. */
    public boolean awaitInFlight(int requests, Duration limit) {
        return ledger.await(() -> requests == 0 ? ledger.inFlight() == 0 : ledger.inFlight() >= requests, limit);
    }

    /** Waits until at least so many clients hung up. */
    public boolean awaitHungUp(long clients, Duration limit) {
        return ledger.await(() -> ledger.hungUp() >= clients, limit);
    }

    /**
     * Lays down the reply to every authenticated request that names this id in its path or body, in place of what the
     * service or a trap would do. A script that gives null leaves that request alone.
     */
    public void override(String id, Function<Received, Reply> script) {
        overrides.always(id, (received, act) -> script.apply(received));
    }

    /** The same for one request, in the order laid down, before what {@link #override} says. */
    public void overrideOnce(String id, Function<Received, Reply> script) {
        overrides.once(id, (received, act) -> script.apply(received));
    }

    /** As {@link #override}, with a way to let the service act and to see its honest answer first. */
    public void intercept(String id, BiFunction<Received, Supplier<Reply>, Reply> script) {
        overrides.always(id, script);
    }

    /** As {@link #overrideOnce}, with a way to let the service act and to see its honest answer first. */
    public void interceptOnce(String id, BiFunction<Received, Supplier<Reply>, Reply> script) {
        overrides.once(id, script);
    }

    /** Takes all such replies back. */
    public void clearOverrides() {
        overrides.clear();
    }

    /** Makes all issued IAM tokens invalid. */
    public void revokeTokens() {
        iam.revokeTokens();
    }

    /** The lifetime of IAM tokens issued from now on; 24 hours unless set. */
    public void tokenLifetime(Duration lifetime) {
        iam.tokenLifetime(lifetime);
    }

    /** Sets the providers' clock ahead, for signatures, tokens and the {@code Date} header. */
    public void clockSkew(Duration ahead) {
        clock.skew(ahead);
    }

    /** How late the answers to {@code slow} ids are; 300 ms unless set. */
    public void slowBy(Duration late) {
        slowBy = late;
    }

    /** The time between two bytes of the answers to {@code trickle} ids; 100 ms unless set. */
    public void trickleEvery(Duration pause) {
        trickleEvery = pause;
    }

    /** The {@code Retry-After} of the traps that throttle or are unavailable; null, as at the start, for none. */
    public void retryAfter(String value) {
        retryAfter = value;
    }

    /** Lets what hangs now go on: {@code hang} ids are served as any other, {@link Reply#hang()} closes. */
    public void releaseHanging() {
        server.releaseHanging();
    }

    /** Resets the next connections as soon as they are accepted. */
    public void resetNextConnections(int count) {
        server.resetNextConnections(count);
    }

    /** Whether NCLUE refuses more than one request a second and key; not unless set. */
    public void enforceNclueRate(boolean enforce) {
        nclue.enforceRate(enforce);
    }

    /** Whether ROMA Connect refuses a write while another on the same instance is under way; not unless set. */
    public void enforceSerial(boolean enforce) {
        roma.enforceSerial(enforce);
    }

    private record Offered(ProviderService service, Route route) {}

    private record Matched(ProviderService service, Call call) {}

    private final class Dispatcher implements LoopbackServer.Handler {

        @Override
        public LoopbackServer.Exchange head(Request head) {
            Matched matched = head.target().contains(BEFORE_THE_BODY) ? match(head) : null;
            if (matched == null) {
                return null;
            }
            String subject = matched.call().subject();
            // Traps.find tells a longer name that merely begins alike.
            if (subject == null
                    || !subject.startsWith(BEFORE_THE_BODY)
                    || Traps.find(matched.service(), subject) != Traps.find(matched.service(), BEFORE_THE_BODY)) {
                return null;
            }
            ledger.arrived(head, matched.call().route().operation(), false);
            return new LoopbackServer.Exchange(new Reply.Reset(), ledger.closing(() -> {}));
        }

        @Override
        public LoopbackServer.Exchange handle(Request request) {
            Matched matched = match(request);
            if (matched == null) {
                boolean elsewhere = request.path().equals(ELSEWHERE);
                ledger.arrived(request, elsewhere ? "elsewhere" : "unknown", false);
                Reply reply = elsewhere
                        ? Reply.json(200, "{}")
                        : request.path().startsWith("/api/") ? NcpGateway.notFound() : HuaweiGateway.noSuchApi();
                return new LoopbackServer.Exchange(reply, ledger.closing(() -> {}));
            }
            ProviderService service = matched.service();
            Call call = matched.call();
            Finding finding = service.authenticate(call);
            Received received = ledger.arrived(request, call.route().operation(), finding.authentic());
            Reply reply;
            try {
                reply = finding.admitted() ? admitted(service, call, received) : service.refuse(call, finding);
            } catch (RuntimeException e) {
                // A test's own script may throw; the books must not stay open for that.
                reply = Reply.of(500, "text/plain", ("The sandbox failed: " + e).getBytes(StandardCharsets.UTF_8));
            }
            return new LoopbackServer.Exchange(reply, ledger.closing(call::finish));
        }

        private Reply admitted(ProviderService service, Call call, Received received) {
            Reply refused = service.gate(call);
            if (refused != null) {
                return refused;
            }
            Supplier<Reply> act = () -> call.route().answer().apply(call);
            Reply laidDown = overrides.play(call, received, act);
            if (laidDown != null) {
                return laidDown;
            }
            return traps.play(service, call, act, new Trap.Settings(url(), slowBy, trickleEvery, retryAfter));
        }

        private Matched match(Request request) {
            for (Offered offer : offered) {
                Map<String, String> variables = offer.route().match(request);
                if (variables != null) {
                    return new Matched(offer.service(), new Call(request, offer.route(), variables));
                }
            }
            return null;
        }
    }
}
