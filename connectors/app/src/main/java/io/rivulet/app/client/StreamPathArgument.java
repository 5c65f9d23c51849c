package io.rivulet.app.client;

import io.rivulet.api.InvalidPathException;
import io.rivulet.api.StreamPath;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a path as somebody types it. */
public final class StreamPathArgument implements ITypeConverter<StreamPath> {

    @Override
    public StreamPath convert(String typed) {
        if (typed.indexOf('\uFFFD') >= 0) {
            throw new TypeConversionException("the path did not arrive as UTF-8: set the locale, as in LC_ALL=C.UTF-8");
        }
        try {
            return StreamPath.normalise(typed);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
