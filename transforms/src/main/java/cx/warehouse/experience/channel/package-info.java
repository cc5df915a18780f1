/**
 * Assigns the channel and pillar of a visit or a cost by the default channel groups of Google Analytics 4. Holds the
 * campaigns that platforms bill or visits name.
 */
package cx.warehouse.experience.channel;
