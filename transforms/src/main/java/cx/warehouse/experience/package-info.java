/**
 * What the conformed rows mean together: who is who, which visit, which channel, which campaign, what it cost and what
 * it brought.
 *
 * <p>Every public method is a function of Spark frames. Frames hold instants as timestamps and expect a session whose
 * time zone is UTC; nothing here reads a file, a clock or a setting that was not handed in.
 */
package cx.warehouse.experience;
