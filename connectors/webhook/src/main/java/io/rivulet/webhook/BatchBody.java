package io.rivulet.webhook;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.outbound.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A batch as JSON; events as they are served elsewhere, each with what a receiver recognises a repetition by. */
final class BatchBody {

    private BatchBody() {}

    static byte[] of(Delivery delivery) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try {
            out.write(utf8("{\"namespace\":" + quoted(delivery.namespace())));
            out.write(utf8(",\"path\":" + quoted(delivery.path().value())));
            out.write(utf8(",\"subscription\":" + quoted(delivery.subscription())));
            out.write(utf8(",\"incarnation\":" + quoted(delivery.incarnation()) + ",\"events\":["));
            boolean isFirst = true;
            for (MirrorRow event : delivery.events()) {
                out.write(utf8((isFirst ? "" : ",") + "{\"deduplicationId\":" + quoted(delivery.deduplicationId(event))
                        + ",\"event\":"));
                event.writeTo(out);
                out.write('}');
                isFirst = false;
            }
            out.write(utf8("]}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
