package dev.connectorkit.storage.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CryptoTest {

    private final Hmac hmac = Hmac.withKey("Jefe".getBytes(StandardCharsets.UTF_8));
    private final SignedToken tokens = new SignedToken(hmac);

    /** Test case 2 of RFC 4231. */
    @Test
    void hashesAsTheStandardSays() {
        assertThat(HexFormat.of().formatHex(hmac.of("what do ya want for nothing?")))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(Sha256.hex("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void keysOfDifferentPurposesDiffer() {
        assertThat(hmac.derive("a").of("text"))
                .isNotEqualTo(hmac.derive("b").of("text"))
                .isEqualTo(hmac.derive("a").of("text"));
    }

    @Test
    void refusesAnEmptyKey() {
        assertThatThrownBy(() -> Hmac.withKey(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0193f2", "with-hyphen", "ünï", "a b"})
    void aTokenGivesItsTextBack(String text) {
        assertThat(tokens.verify(tokens.sign(text))).hasValue(text);
        assertThat(new SignedToken(Hmac.withKey(new byte[] {1})).verify(tokens.sign(text)))
                .isEmpty();
    }

    @Test
    void aTokenThatWasChangedIsInvalid() {
        String token = tokens.sign("order-1");
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(tokens.verify(token.substring(0, i) + other + token.substring(i + 1)))
                    .isEmpty();
            assertThat(tokens.verify(token.substring(0, i))).isEmpty();
        }
    }
}
