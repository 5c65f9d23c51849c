/** Results: rounds of measurements, their medians and ratios, as a Markdown table and as JSON. */
@NullMarked
package io.rivulet.benchmarks.report;

import org.jspecify.annotations.NullMarked;
