package io.jenkins.plugins.aicloudteardown.controller;

import hudson.ProxyConfiguration;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Jenkins' list of hosts without a proxy. Names are read as core reads them; core takes the brackets of an IPv6 address
 * for a set of characters, so these are read here, in whatever way the address is written.
 */
final class NoProxyHosts {
    private static final Pattern SEPARATOR = Pattern.compile("[ \t\r\n,|]+");
    private static final Pattern IPV6 = Pattern.compile("\\[?([0-9a-fA-F.]*:[0-9a-fA-F:.]*)]?");

    private final List<Pattern> names = new ArrayList<>();
    private final Set<InetAddress> addresses = new HashSet<>();

    private NoProxyHosts() {}

    static NoProxyHosts of(String list) {
        NoProxyHosts hosts = new NoProxyHosts();
        for (String entry : SEPARATOR.split(list)) {
            InetAddress address = address(entry);
            if (address == null) {
                hosts.addName(entry);
            } else {
                hosts.addresses.add(address);
            }
        }
        return hosts;
    }

    private void addName(String entry) {
        try {
            names.addAll(ProxyConfiguration.getNoProxyHostPatterns(entry));
        } catch (PatternSyntaxException e) {
            // With brackets that stand for no address it fits no host.
            names.add(Pattern.compile(Pattern.quote(entry)));
        }
    }

    /** Null if the text is no IPv6 address; no name is looked up. */
    private static InetAddress address(String text) {
        var literal = IPV6.matcher(text.toLowerCase(Locale.ROOT));
        try {
            return literal.matches() ? InetAddress.getByName("[" + literal.group(1) + "]") : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** @param host as it stands in a URI: an IPv6 address in brackets */
    boolean include(String host) {
        InetAddress address = address(host);
        return address != null
                ? addresses.contains(address)
                : names.stream().anyMatch(name -> name.matcher(host).matches());
    }
}
