package io.rivulet.client;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Goes through pages one element after the other; holds one page. Not for more than one thread.
 *
 * @param <T> the element
 * @param <C> what the next page is asked for with
 */
final class PagedIterator<T, C> implements Iterator<T> {

    /**
     * A page, and what the one after it is asked for with; null after the last one.
     */
    record Page<T, C>(List<T> elements, @Nullable C next) {}

    private final Function<@Nullable C, Page<T, C>> reader;
    private @Nullable Page<T, C> page;
    private int taken;

    /** @param reader reads the first page when it is given null */
    PagedIterator(Function<@Nullable C, Page<T, C>> reader) {
        this.reader = reader;
    }

    @Override
    public boolean hasNext() {
        Page<T, C> current = page;
        while (current == null || (taken == current.elements().size() && current.next() != null)) {
            current = reader.apply(current == null ? null : current.next());
            page = current;
            taken = 0;
        }
        return taken < current.elements().size();
    }

    @Override
    public T next() {
        if (!hasNext() || page == null) {
            throw new NoSuchElementException();
        }
        return page.elements().get(taken++);
    }
}
