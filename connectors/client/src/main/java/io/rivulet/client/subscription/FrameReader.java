package io.rivulet.client.subscription;

import io.rivulet.client.model.MalformedAnswerException;
import io.rivulet.client.model.TailData;

/** Reads what the frames of a tail say. */
final class FrameReader {

    private FrameReader() {}

    /** @throws MalformedAnswerException when it is not what a node sends */
    static Frame read(SseFrame frame) {
        return switch (frame.name()) {
            case "batch" -> batch(TailData.read(frame.data()), frame.lastId());
            case "control" -> control(TailData.read(frame.data()));
            default -> new Frame.Unknown();
        };
    }

    private static Frame batch(TailData data, String id) {
        try {
            return new Frame.Batch(data.incarnation(), data.events(), Long.parseLong(id), data.maxOffset());
        } catch (NumberFormatException e) {
            throw new MalformedAnswerException("A batch has no offset to resume after", e);
        }
    }

    private static Frame control(TailData data) {
        return switch (data.action()) {
            case "reset" -> new Frame.Reset(data.incarnation());
            case "reconnect" -> new Frame.ComeBack(data.reason());
            case "close" -> new Frame.Close(data.reason());
            default -> new Frame.Unknown();
        };
    }
}
