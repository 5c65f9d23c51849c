package io.rivulet.plugins.contract;

/**
 * Something wrong in a contract, for its author.
 *
 * @param where the part of the contract, such as {@code owns order.placed, example 1}
 * @param what one sentence with the value and what is allowed
 */
public record Mistake(String where, String what) {

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
