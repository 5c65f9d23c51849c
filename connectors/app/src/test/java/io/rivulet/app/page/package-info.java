/** Runs the console blocks of a page of the documentation, and compares what is printed with what the page says. */
@NullMarked
package io.rivulet.app.page;

import org.jspecify.annotations.NullMarked;
