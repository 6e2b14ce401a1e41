package dev.connectorkit.checker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The work of rules on long texts, counted in characters that they read. */
class LongTextsTest {

    private static final int LENGTH = 2_000;

    private static final class CountedText implements CharSequence {

        private final String text;
        private long reads;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            reads += end - start;
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            reads += text.length();
            return text;
        }
    }

    private static double growth(String part, Function<CharSequence, ?> work) {
        return (double) reads(part, 2 * LENGTH, work) / reads(part, LENGTH, work);
    }

    private static long reads(String part, int times, Function<CharSequence, ?> work) {
        CountedText text = new CountedText(part.repeat(times));
        Object unused = work.apply(text);
        return text.reads;
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a", "</a", "<", "< >", "a>", "<a\n", "</", "\u4e16"})
    void the_search_for_tags_is_linear(String part) {
        assertThat(growth(part, InfoRule::hasTag)).isLessThan(2.1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{1", "{1,", "{12,34", "[{", "[&[", "\\{", "{1}", "a{\n", "1"})
    void the_translation_of_patterns_is_linear(String part) {
        assertThat(growth(part, PatternRule::inJava)).isLessThan(2.1);
    }

    @ParameterizedTest
    @CsvSource({
        "a <b>word</b>,true",
        "a </p>,true",
        "<br/>,true",
        "'<a <b\n>',true",
        "a < b > c,false",
        "<3 and more >,false",
        "> <a,false",
        "a <b,false",
        "'',false"
    })
    void tags_are_found(String text, boolean found) {
        assertThat(InfoRule.hasTag(text)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a{2} a{2}",
                "a{2,}{3,4} a{2,}{3,4}",
                "{a} \\{a}",
                "{,2} \\{,2}",
                "{1{2} \\{1{2}",
                "[[&] [\\[\\&]",
                "{ \\{",
                "\\{2} \\{2}"
            })
    void patterns_are_translated(String pattern, String java) {
        assertThat(PatternRule.inJava(pattern)).isEqualTo(java);
    }
}
