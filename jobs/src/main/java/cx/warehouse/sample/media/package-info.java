/**
 * Writes the articles of two press desks and the posts of three social pages. Post totals grow with every delivery
 * until the seventh day.
 */
package cx.warehouse.sample.media;
