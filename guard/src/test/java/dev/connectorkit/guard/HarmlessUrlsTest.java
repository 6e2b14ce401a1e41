package dev.connectorkit.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs that must get through, and arrive at the client as they were. */
class HarmlessUrlsTest {

    private static final CallbackGuard GUARD = CallbackGuard.builder()
            .allowHttp()
            .resolver(host -> new InetAddress[] {Names.address(Names.PUBLIC_V4), Names.address(Names.PUBLIC_V6)})
            .ownAddresses(Stream::<InetAddress>empty)
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://prod-00.westus.logic.azure.com:443/workflows/2f2f7a0b3c4d4e5f8a9b0c1d2e3f4a5b/triggers/manual/paths/invoke"
                        + "?api-version=2016-10-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=Zm9v-YmFy_MTIz.NDU2~Nzg5",
                "https://prod-27.westeurope.logic.azure.com/workflows/0a1b/runs/0858/actions/HTTP_Webhook/run"
                        + "?api-version=2016-06-01&sp=%2fruns%2f0858%2factions%2fHTTP_Webhook%2frun%2c+more&sv=1.0&sig=a%2Bb%3d",
                "https://hooks.example.com",
                "https://hooks.example.com/",
                "https://hooks.example.com?a=b",
                "https://hooks.example.com/?",
                "https://hooks.example.com/a?b?c=d/e@f:g",
                "https://hooks.example.com//a/../b/./c",
                "https://hooks.example.com/a;v=1/b,c!d$e'f(g)h*i+j=k",
                "https://hooks.example.com/%E4%B8%AD%2f%2F%25",
                "https://hooks.example.com/?redirect=https://127.0.0.1/",
                "https://hooks.example.com/user@host",
                "https://hooks.example.com/a?ids[]=1",
                "https://hooks.example.com:443/",
                "https://hooks.example.com:8443/",
                "http://hooks.example.com/",
                "http://hooks.example.com:80/",
                "http://hooks.example.com:8080/",
                "https://hooks.example.com:65535/",
                "https://hooks.example.com:1024/",
                "https://xn--bcher-kva.example/",
                "https://a-b--c.example.co.uk/",
                "https://1and1.example/",
                "https://127.0.0.1.nip.example/",
                "https://8.8.8.8/",
                "https://172.15.255.255/",
                "https://[2606:4700:4700::1111]/",
                "https://[2606:4700:4700::1111]:8443/a",
                "https://[64:ff9b::8.8.8.8]/",
                "https://[::ffff:8.8.8.8]/",
                "https://local.example.com/",
                "https://internal.example.com/",
                "https://localhost.example.com/",
                "https://notlocalhost.com/"
            })
    void a_harmless_url_passes_unchanged(String url) {
        CallbackTarget target = GUARD.check(url);

        assertThat(target.uri()).hasToString(url);
        assertThat(target.addresses()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://Hooks.Example.COM/A?B=C, https://hooks.example.com/A?B=C",
        "https://hooks.example.com./a, https://hooks.example.com/a",
        "https://bücher.example/a, https://xn--bcher-kva.example/a",
        "https://BÜCHER.example:8443/a, https://xn--bcher-kva.example:8443/a",
        "https://例え.テスト/, https://xn--r8jz45g.xn--zckzah/",
        "https://١٢٣.example/, https://xn--9hbcd.example/",
        "'https://[2606:4700:4700::ABCD]/', 'https://[2606:4700:4700::abcd]/'"
    })
    void only_scheme_and_host_are_written_in_their_normal_form(String url, String dialled) {
        assertThat(GUARD.check(url).uri()).hasToString(dialled);
    }

    @Test
    void the_longest_url_passes() {
        String url = "https://hooks.example.com/";
        url += "a".repeat(CallbackGuard.MAX_LENGTH - url.length());

        assertThat(GUARD.check(url).uri()).hasToString(url);
    }

    @Test
    void a_target_tells_what_a_client_needs() {
        CallbackTarget target = GUARD.check("https://Hooks.Example.com/a?sig=s");

        assertThat(target.scheme()).isEqualTo("https");
        assertThat(target.host()).isEqualTo("hooks.example.com");
        assertThat(target.port()).isEqualTo(443);
        assertThat(target.userInfo()).isNull();
        assertThat(GUARD.check("http://hooks.example.com/").port()).isEqualTo(80);
        assertThat(GUARD.check("https://[2606:4700:4700::1111]/").host()).isEqualTo("2606:4700:4700::1111");
    }

    @Test
    void a_target_carries_both_families_with_the_name_of_the_host() {
        CallbackTarget target = GUARD.check("https://hooks.example.com/");

        assertThat(target.addresses())
                .extracting(InetAddress::getHostAddress)
                .containsExactly(Names.PUBLIC_V4, "2606:2800:21f:cb07:6820:80da:af6b:8b2c");
        assertThat(target.addresses()).extracting(InetAddress::getHostName).containsOnly("hooks.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:secret@hooks.example.com/a?b, user:secret",
        "https://user@hooks.example.com/a?b, user",
        "https://us%40er:p%3Aa%2Fss+%C3%A9@hooks.example.com/a?b, us@er:p:a/ss+é"
    })
    void user_info_is_taken_out_of_the_url_where_it_is_allowed(String url, String userInfo) {
        CallbackTarget target = GUARD.checkWithUserInfo(url);

        assertThat(target.userInfo()).isEqualTo(userInfo);
        assertThat(target.uri()).hasToString("https://hooks.example.com/a?b");
    }

    @Test
    void logs_get_neither_path_nor_query_nor_user_info_and_still_tell_two_urls_apart() {
        CallbackTarget one = GUARD.checkWithUserInfo("https://user:secret@hooks.example.com/private?sig=hidden");
        CallbackTarget two = GUARD.check("https://hooks.example.com/private?sig=other");

        assertThat(one.redacted()).matches("https://hooks\\.example\\.com:443/\\.\\.\\.#[0-9a-f]{8}");
        assertThat(one).hasToString(one.redacted());
        assertThat(two.redacted()).isNotEqualTo(one.redacted());
    }
}
