package io.rivulet.processors.breaker;

/**
 * How fast events may come.
 *
 * @param burstCapacity how many may come at once
 * @param refillRatePerMinute how many may come in a minute, on and on
 */
record Limits(long burstCapacity, long refillRatePerMinute) {}
