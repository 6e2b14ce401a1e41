package dev.connectorkit.guard;

import static dev.connectorkit.guard.RefusedCallbackException.Reason.ADDRESS_NOTATION;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.FORBIDDEN_ADDRESS;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.FRAGMENT;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.HOST;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.LOCAL_NAME;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.PORT;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.PRIVATE_ADDRESS;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.SCHEME;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.SYNTAX;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.TOO_LONG;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.UNKNOWN_HOST;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.USER_INFO;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** URLs that must not get through, each with its reason; the names are those of {@link HostileUrlsTest}. */
final class HostileUrls {

    private HostileUrls() {}

    /** A reason and a URL each. */
    static Stream<Arguments> all() {
        return Stream.of(
                // Not an absolute http(s) URL.
                arguments(SYNTAX, ""),
                arguments(SYNTAX, "/hook"),
                arguments(SYNTAX, "//public.example/"),
                arguments(SYNTAX, "public.example"),
                arguments(SYNTAX, "public.example/hook?a:b"),
                arguments(SYNTAX, "://public.example/"),
                arguments(SYNTAX, "1http://public.example/"),
                arguments(SYNTAX, "https:public.example"),
                arguments(SYNTAX, "https:/public.example/"),
                arguments(SYNTAX, "https:"),
                arguments(SCHEME, "public.example:443/hook"),
                arguments(SCHEME, "ftp://public.example/"),
                arguments(SCHEME, "file:///etc/passwd"),
                arguments(SCHEME, "gopher://public.example:6379/_FLUSHALL"),
                arguments(SCHEME, "jar:https://public.example/a.jar!/b"),
                arguments(SCHEME, "data:text/plain,hello"),
                arguments(SCHEME, "mailto:someone@public.example"),
                arguments(SCHEME, "javascript:alert(1)"),
                arguments(SCHEME, "ws://public.example/"),
                arguments(SCHEME, "httpss://public.example/"),
                arguments(SCHEME, "urn:example:hook"),
                // Characters that parsers disagree about.
                arguments(SYNTAX, " https://public.example/"),
                arguments(SYNTAX, "https://public.example/ "),
                arguments(SYNTAX, "https://public.example/a b"),
                arguments(SYNTAX, "https://public.example /"),
                arguments(SYNTAX, "https://public.example\t/"),
                arguments(SYNTAX, "ht\ntps://public.example/"),
                arguments(SYNTAX, "https://public.example/\r\nHost: private.example"),
                arguments(SYNTAX, "https://public.example/\0"),
                arguments(SYNTAX, "https://public.example/\u007f"),
                arguments(SYNTAX, "https://public.example/\u0085"),
                arguments(SYNTAX, "https://public.example\\@127.0.0.1/"),
                arguments(SYNTAX, "https:\\\\public.example\\"),
                arguments(SYNTAX, "https://public.example/a\\b"),
                arguments(SYNTAX, "https://public.example/caf\u00e9"),
                arguments(SYNTAX, "https://public.example/?q=\u4e2d"),
                arguments(SYNTAX, "https://public.example/%zz"),
                arguments(SYNTAX, "https://public.example/%"),
                arguments(SYNTAX, "https://public.example/<script>"),
                arguments(SYNTAX, "https://public.example/?a={b}"),
                arguments(SYNTAX, "https://public.example/?a=b|c"),
                arguments(FRAGMENT, "https://public.example/#"),
                arguments(FRAGMENT, "https://public.example/a#b"),
                arguments(FRAGMENT, "https://public.example#@127.0.0.1/"),
                arguments(FRAGMENT, "https://127.0.0.1#@public.example/"),
                arguments(TOO_LONG, "https://public.example/" + "a".repeat(2048)),
                // User-info.
                arguments(USER_INFO, "https://user@public.example/"),
                arguments(USER_INFO, "https://user:secret@public.example/"),
                arguments(USER_INFO, "https://@public.example/"),
                arguments(USER_INFO, "https://:@public.example/"),
                arguments(USER_INFO, "https://public.example@127.0.0.1/"),
                arguments(USER_INFO, "https://public.example:443@127.0.0.1:80/"),
                arguments(USER_INFO, "https://127.0.0.1@public.example@127.0.0.1/"),
                arguments(USER_INFO, "https://a@b@public.example/"),
                arguments(USER_INFO, "https://us%00er@public.example/"),
                arguments(USER_INFO, "https://us%0d%0aer:x@public.example/"),
                arguments(USER_INFO, "https://%ff@public.example/"),
                // Ports.
                arguments(PORT, "https://public.example:/"),
                arguments(PORT, "https://public.example:0/"),
                arguments(PORT, "https://public.example:00443/"),
                arguments(PORT, "https://public.example:65536/"),
                arguments(PORT, "https://public.example:4294967739/"),
                arguments(PORT, "https://public.example:-1/"),
                arguments(PORT, "https://public.example:+443/"),
                arguments(PORT, "https://public.example:https/"),
                arguments(PORT, "https://public.example:\uff14\uff14\uff13/"),
                arguments(PORT, "https://public.example:22/"),
                arguments(PORT, "https://public.example:25/"),
                arguments(PORT, "https://public.example:445/"),
                arguments(PORT, "https://public.example:1023/"),
                arguments(PORT, "https://public.example:2375/"),
                arguments(PORT, "https://public.example:5432/"),
                arguments(PORT, "https://public.example:6379/"),
                arguments(PORT, "https://public.example:9200/"),
                arguments(PORT, "https://public.example:10250/"),
                arguments(PORT, "https://public.example:11211/"),
                arguments(PORT, "https://[2606:4700:4700::1111]:27017/"),
                // Hosts that are none.
                arguments(HOST, "https://"),
                arguments(HOST, "https:///"),
                arguments(HOST, "https:///public.example/"),
                arguments(HOST, "http://?public.example"),
                arguments(HOST, "https://:443/"),
                arguments(HOST, "https://./"),
                arguments(HOST, "https://.public.example/"),
                arguments(HOST, "https://public..example/"),
                arguments(HOST, "https://public.example../"),
                arguments(HOST, "https://public_hook.example/"),
                arguments(HOST, "https://-public.example/"),
                arguments(HOST, "https://public-.example/"),
                arguments(HOST, "https://public.example%00.evil.example/"),
                arguments(HOST, "https://127.0.0%2e1/"),
                arguments(HOST, "https://%6c%6f%63%61%6c%68%6f%73%74/"),
                arguments(HOST, "https://public.example%2f.private.example/"),
                arguments(HOST, "https://public.example&private.example/"),
                arguments(HOST, "https://public.example;private.example/"),
                arguments(HOST, "https://public.example,private.example/"),
                arguments(HOST, "https://*.example/"),
                arguments(HOST, "https://$(hostname).example/"),
                arguments(HOST, "https://public.1example/"),
                arguments(HOST, "https://" + "a".repeat(64) + ".example/"),
                arguments(HOST, "https://" + "a.".repeat(124) + "example/"),
                // Letters that become others.
                arguments(HOST, "https://\uff11\uff12\uff17.0.0.1/"), // fullwidth digits
                arguments(HOST, "https://\uff18.8.8.8/"),
                arguments(HOST, "https://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/"), // circled digits
                arguments(HOST, "https://127\u30020\u30020\u30021/"), // ideographic full stops
                arguments(HOST, "https://127\uff0e0\uff0e0\uff0e1/"), // fullwidth full stops
                arguments(HOST, "https://loc\u00adalhost/"), // soft hyphen
                arguments(HOST, "https://local\u200bhost/"), // zero width space
                arguments(HOST, "https://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/"), // circled letters
                arguments(HOST, "https://local\uff48ost/"),
                arguments(HOST, "https://stra\u00dfe.example/"), // another name in IDNA 2008
                arguments(HOST, "https://public\u2024example/"), // one dot leader
                arguments(HOST, "https://public.example\u2215.evil.example/"), // looks like a slash
                arguments(HOST, "https://public.example\u2100evil.example/"), // becomes a/c
                arguments(HOST, "https://\ud83d.example/"), // half a character
                arguments(HOST, "https://\u202epublic.example/"), // right-to-left override
                arguments(LOCAL_NAME, "https://metadata.\u212aoogle.internal/"), // Kelvin sign
                // Addresses in other notations.
                arguments(ADDRESS_NOTATION, "https://2130706433/"),
                arguments(ADDRESS_NOTATION, "https://0/"),
                arguments(ADDRESS_NOTATION, "https://127.1/"),
                arguments(ADDRESS_NOTATION, "https://127.0.1/"),
                arguments(ADDRESS_NOTATION, "https://0x7f000001/"),
                arguments(ADDRESS_NOTATION, "https://0X7F.0.0.1/"),
                arguments(ADDRESS_NOTATION, "https://127.0.0.0x1/"),
                arguments(ADDRESS_NOTATION, "https://0x/"),
                arguments(ADDRESS_NOTATION, "https://017700000001/"),
                arguments(ADDRESS_NOTATION, "https://0177.0.0.1/"),
                arguments(ADDRESS_NOTATION, "https://127.000.000.001/"),
                arguments(ADDRESS_NOTATION, "https://8.8.8.08/"),
                arguments(ADDRESS_NOTATION, "https://256.256.256.256/"),
                arguments(ADDRESS_NOTATION, "https://1.2.3.4.5/"),
                arguments(ADDRESS_NOTATION, "https://public.example.127/"),
                arguments(ADDRESS_NOTATION, "https://127.0.0.1./"),
                arguments(ADDRESS_NOTATION, "https://8.8.8.8./"),
                arguments(ADDRESS_NOTATION, "https://::1/"),
                arguments(ADDRESS_NOTATION, "https://2606:4700:4700::1111/"),
                arguments(ADDRESS_NOTATION, "https://[]/"),
                arguments(ADDRESS_NOTATION, "https://[::1/"),
                arguments(ADDRESS_NOTATION, "https://[::1]]/"),
                arguments(ADDRESS_NOTATION, "https://[[::1]]/"),
                arguments(ADDRESS_NOTATION, "https://[::1]public.example/"),
                arguments(ADDRESS_NOTATION, "https://[127.0.0.1]/"),
                arguments(ADDRESS_NOTATION, "https://[public.example]/"),
                arguments(ADDRESS_NOTATION, "https://[fe80::1%25eth0]/"),
                arguments(ADDRESS_NOTATION, "https://[fe80::1%eth0]/"),
                arguments(ADDRESS_NOTATION, "https://[2606:4700::1111%251]/"),
                arguments(ADDRESS_NOTATION, "https://[::ffff:0177.0.0.1]/"),
                arguments(ADDRESS_NOTATION, "https://[::ffff:127.1]/"),
                arguments(ADDRESS_NOTATION, "https://[1::2::3]/"),
                arguments(ADDRESS_NOTATION, "https://[v1.fe80::a]/"),
                arguments(ADDRESS_NOTATION, "https://public.example:443:443/"),
                // Names of the local network.
                arguments(LOCAL_NAME, "https://localhost/"),
                arguments(LOCAL_NAME, "https://LOCALHOST/"),
                arguments(LOCAL_NAME, "https://localhost./"),
                arguments(LOCAL_NAME, "https://a.localhost/"),
                arguments(LOCAL_NAME, "https://printer.local/"),
                arguments(LOCAL_NAME, "https://printer.local./"),
                arguments(LOCAL_NAME, "https://host.docker.internal/"),
                arguments(LOCAL_NAME, "https://metadata.google.internal/computeMetadata/v1/"),
                arguments(LOCAL_NAME, "https://router.home.arpa/"),
                arguments(LOCAL_NAME, "https://home.arpa/"),
                arguments(LOCAL_NAME, "https://api.default.svc/"),
                arguments(LOCAL_NAME, "https://kubernetes.default.svc.cluster.local/"),
                arguments(LOCAL_NAME, "https://intranet/"),
                arguments(LOCAL_NAME, "https://metadata/"),
                arguments(LOCAL_NAME, "https://metadata.tencentyun.com/"),
                arguments(LOCAL_NAME, "https://metadata.packet.net/"),
                arguments(LOCAL_NAME, "https://com/"),
                // Addresses that are not public.
                arguments(FORBIDDEN_ADDRESS, "https://127.0.0.1/"),
                arguments(FORBIDDEN_ADDRESS, "https://127.255.255.254/"),
                arguments(FORBIDDEN_ADDRESS, "https://0.0.0.0/"),
                arguments(FORBIDDEN_ADDRESS, "https://169.254.169.254/latest/meta-data/"),
                arguments(FORBIDDEN_ADDRESS, "https://169.254.170.2/v2/credentials"),
                arguments(FORBIDDEN_ADDRESS, "https://168.63.129.16/"),
                arguments(FORBIDDEN_ADDRESS, "https://100.100.100.200/"),
                arguments(FORBIDDEN_ADDRESS, "https://192.0.0.192/"),
                arguments(FORBIDDEN_ADDRESS, "https://224.0.0.1/"),
                arguments(FORBIDDEN_ADDRESS, "https://240.0.0.1/"),
                arguments(FORBIDDEN_ADDRESS, "https://255.255.255.255/"),
                arguments(FORBIDDEN_ADDRESS, "https://198.18.0.1/"),
                arguments(FORBIDDEN_ADDRESS, "https://192.0.2.1/"),
                arguments(PRIVATE_ADDRESS, "https://10.0.0.1/"),
                arguments(PRIVATE_ADDRESS, "https://172.16.0.1/"),
                arguments(PRIVATE_ADDRESS, "https://172.31.255.255/"),
                arguments(PRIVATE_ADDRESS, "https://192.168.1.1/"),
                arguments(PRIVATE_ADDRESS, "https://100.64.0.1/"),
                arguments(PRIVATE_ADDRESS, "https://[fd00::1]/"),
                arguments(PRIVATE_ADDRESS, "https://[FC00::1]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[::]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[::1]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[0:0:0:0:0:0:0:1]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[::ffff:127.0.0.1]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[::ffff:7f00:1]/"),
                arguments(PRIVATE_ADDRESS, "https://[::FFFF:10.0.0.1]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[::127.0.0.1]/"), // IPv4-compatible
                arguments(FORBIDDEN_ADDRESS, "https://[::ffff:0:127.0.0.1]/"), // SIIT
                arguments(FORBIDDEN_ADDRESS, "https://[64:ff9b::169.254.169.254]/"), // NAT64
                arguments(PRIVATE_ADDRESS, "https://[64:ff9b::a00:1]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[64:ff9b:1::808:808]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[2002:7f00:1::1]/"), // 6to4
                arguments(FORBIDDEN_ADDRESS, "https://[2002:808:808::1]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/"), // Teredo
                arguments(FORBIDDEN_ADDRESS, "https://[fe80::5efe:127.0.0.1]/"), // ISATAP
                arguments(FORBIDDEN_ADDRESS, "https://[2606:4700::5efe:7f00:1]/"),
                arguments(PRIVATE_ADDRESS, "https://[2606:4700::200:5efe:10.0.0.1]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[fe80::1]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[fec0::1]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[ff02::1]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[2001:db8::1]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[100::1]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[4000::1]/"),
                arguments(FORBIDDEN_ADDRESS, "https://[fd00:ec2::254]/latest/meta-data/"),
                arguments(FORBIDDEN_ADDRESS, "https://[fd20:ce::254]/"),
                // Names with such addresses, or with none.
                arguments(PRIVATE_ADDRESS, "https://private.example/"),
                arguments(PRIVATE_ADDRESS, "https://PRIVATE.example./"),
                arguments(FORBIDDEN_ADDRESS, "http://loopback.example:8080/"),
                arguments(FORBIDDEN_ADDRESS, "https://metadata.example/"),
                arguments(PRIVATE_ADDRESS, "https://mixed.example/"),
                arguments(PRIVATE_ADDRESS, "https://mixed6.example/"),
                arguments(FORBIDDEN_ADDRESS, "https://nat64.example/"),
                arguments(UNKNOWN_HOST, "https://empty.example/"),
                arguments(UNKNOWN_HOST, "https://nobody.example/"));
    }
}
