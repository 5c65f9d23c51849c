package io.rivulet.app.reset;

/** Somebody who does something again and again, on a thread of their own, until they are to end. */
interface Actor extends Runnable {

    /** It soon ends. Any thread. */
    void end();
}
