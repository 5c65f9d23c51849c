package io.rivulet.engine.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.codec.digest.MurmurHash3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MurmurHash3, x64, 128 bits. The seed is the stream's id, a long on both lanes; the original has 32 bits of seed. */
class KeyHashTest {

    private final KeyHash hash = new KeyHash();

    @ParameterizedTest
    @CsvSource({
        "0, '', 0000000000000000 0000000000000000",
        "0, hello, cbd8a7b341bd9b02 5b1e906a48ae1d19",
        "0, 'hello, world', 342fac623a5ebc8e 4cdcbc079642414d",
        "0, The quick brown fox jumps over the lazy dog, e34bbc7bbc071b6c 7a433ca9c49a9347",
        "1099511627781, order-7, 6b5f1446c69cdc27 7e025dc0b816330a",
        "4611686018427387905, Größe-0123456789-0123456789, afc42874da6323fa b030d1110c165038"
    })
    void shouldGiveThePublishedHashes(long seed, String key, String expected) {
        hash.hash(seed, key.getBytes(UTF_8));

        assertThat("%016x %016x".formatted(hash.high(), hash.low())).isEqualTo(expected);
    }

    @Test
    void shouldAgreeWithCommonsCodec() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        for (int i = 0; i < 2000; i++) {
            byte[] key = new byte[random.nextInt(70)];
            random.nextBytes(key);
            int seed = random.nextInt(Integer.MAX_VALUE);

            hash.hash(seed, key);

            assertThat(new long[] {hash.high(), hash.low()})
                    .as("key %d", i)
                    .isEqualTo(MurmurHash3.hash128x64(key, 0, key.length, seed));
        }
    }
}
