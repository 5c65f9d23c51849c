/**
 * Subscriptions of the Java client under faults: a copy that fails by chance, a clock that runs fast, and the rules that what the client
 * tells must follow. What they show stands in {@code docs/proofs.md}.
 */
package io.rivulet.app.follow;
